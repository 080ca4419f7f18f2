-- Fingerprints of rows no longer depend on the order of the columns: sketches of earlier versions are made anew.
grant update (sketch) on datasets to aethergen_app;
