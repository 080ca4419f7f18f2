// @vitest-environment node
import { RuleTester } from 'eslint';
import ts from 'typescript-eslint';
import { describe, it } from 'vitest';
import { layers } from './layers.js';

RuleTester.describe = describe;
RuleTester.it = it;

const at = (filename, code) => ({ filename: `/web/src/${filename}`, code });
const refused = (filename, code) => ({ ...at(filename, code), errors: [{ messageId: 'layer' }] });

new RuleTester({ languageOptions: { parser: ts.parser } }).run('layers', layers, {
  valid: [
    at('features/recipes/Builder.tsx', "import { runQuery } from '../../queries/runs';"),
    at('features/recipes/Builder.tsx', "import { Toggles } from './Toggles';"),
    at('features/evidence/verify/zip.test.ts', "import { signedPack } from '../testing/pack';"),
    at('frame/Frame.tsx', "import { meQuery } from '../queries/me';"),
    at('routes.tsx', "const page = import('./features/home/HomePage');"),
    at('main.tsx', "import { router } from './routes'; import './styles/app.css';"),
    at('runs/RunRow.test.tsx', "import { renderInApp } from '../testing/render';"),
    at('ui/Button.tsx', "import { Link } from 'react-router';"),
  ],
  invalid: [
    refused('features/recipes/Builder.tsx', "import { reportQuery } from '../evaluation/queries';"),
    refused('features/evidence/verify/zip.ts', "import type { Upload } from '../../seeding/queries';"),
    refused('features/home/HomePage.tsx', "const page = import('../generation/RunPage');"),
    refused('features/home/HomePage.tsx', "export { RunPage } from '../generation/RunPage';"),
    refused('features/home/HomePage.tsx', "export * from '../generation/RunPage';"),
    refused('features/home/HomePage.tsx', "type Page = import('../generation/RunPage').Page;"),
    refused('features/home/HomePage.tsx', "import { Frame } from '../../frame/Frame';"),
    refused('frame/Frame.tsx', "import { HomePage } from '../features/home/HomePage';"),
    refused('ui/Button.tsx', "import { runQuery } from '../queries/runs';"),
    refused('charts/Dial.tsx', "import { useTelemetry } from '../runs/useTelemetry';"),
    refused('runs/RunRow.tsx', "import { renderInApp } from '../testing/render';"),
    refused('runs/RunRow.tsx', "import { thing } from '../elsewhere/thing';"),
  ],
});
