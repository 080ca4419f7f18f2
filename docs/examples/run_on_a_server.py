"""Runs one recipe on an AethergenAI server over plain HTTP, with nothing but Python's standard library.

    AETHERGEN_KEY=aethergen_... python3 run_on_a_server.py http://localhost:5080 patients.csv outcome

Makes a project, uploads the seed, saves the proposed schema, starts a run, waits for it, and fetches its pack.
An owner makes the key under Organisation, Keys; its role must be engineer.
"""

import json
import os
import pathlib
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
import uuid


class Server:
    def __init__(self, address: str, key: str):
        self.address, self.key = address.rstrip("/"), key

    def ask(self, method: str, path: str, body=None, raw: bytes | None = None) -> bytes:
        """Sends a request; a creating one can be sent again, and then makes nothing twice."""
        data = raw if raw is not None else None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data=data, method=method)
        request.add_header("Authorization", f"Bearer {self.key}")
        request.add_header("Idempotency-Key", str(uuid.uuid4()))
        if body is not None:
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request) as answer:
                return answer.read()
        except urllib.error.HTTPError as refused:
            problem = json.loads(refused.read() or b"{}")
            sys.exit(f"{problem.get('detail', refused.reason)} [{problem.get('code', refused.code)}]")

    def json(self, method: str, path: str, body=None, raw: bytes | None = None):
        return json.loads(self.ask(method, path, body, raw))


def main(address: str, file: str, target: str) -> None:
    server = Server(address, os.environ["AETHERGEN_KEY"])
    seed_file = pathlib.Path(file)
    project = server.json("POST", "/api/projects", {"name": f"From Python: {seed_file.stem}"})
    name = urllib.parse.quote(seed_file.name)
    seed = server.json("POST", f"/api/projects/{project['id']}/seeds?name={name}", raw=seed_file.read_bytes())
    schema = server.json("POST", f"/api/projects/{project['id']}/schemas", {"document": seed["profile"]["schema"]})
    recipe = {
        "name": "from-python",
        "question": "Is the copula better than independent columns?",
        "data": {"seed": seed_file.name, "target": target},
        "factors": {"generator": ["independent", "copula"]},
        "repeats": 1,
    }
    started = {"name": "From Python", "seedId": seed["id"], "schemaId": schema["id"], "recipe": recipe}
    run = server.json("POST", f"/api/projects/{project['id']}/runs", started)
    while run["status"] not in ("done", "cancelled", "refused"):
        time.sleep(1)
        run = server.json("GET", f"/api/runs/{run['id']}")
    if run["status"] != "done":
        sys.exit(f"The run ended as {run['status']}: {run.get('problemMessage', '')}")

    pathlib.Path("pack.zip").write_bytes(server.ask("GET", f"/api/runs/{run['id']}/pack"))
    print(run["summary"]["answer"])
    print("The evidence is in pack.zip; check it with: aethergen verify pack.zip")


if __name__ == "__main__":
    if len(sys.argv) != 4 or "AETHERGEN_KEY" not in os.environ:
        sys.exit(__doc__)
    main(*sys.argv[1:])
