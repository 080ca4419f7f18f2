import {
  ChartNoAxesCombined,
  Database,
  FlaskConical,
  House,
  ShieldCheck,
  Sprout,
  Table2,
  type LucideIcon,
} from 'lucide-react';

export type StagePage = { path: string; name: string; icon: LucideIcon; about: string };

/** The pages of a project, in the order of the work. */
export const STAGE_PAGES: readonly StagePage[] = [
  { path: '', name: 'Home', icon: House, about: 'Recent runs and what they found' },
  { path: 'schemas', name: 'Schemas', icon: Table2, about: 'Design fields, constraints and privacy roles' },
  { path: 'seeding', name: 'Seeding', icon: Sprout, about: 'Upload a small seed and see what is in it' },
  { path: 'generation', name: 'Generation', icon: Database, about: 'Start a run and watch it live' },
  {
    path: 'evaluation',
    name: 'Evaluation',
    icon: ChartNoAxesCombined,
    about: 'Fidelity, utility, privacy, collapse risk, cost',
  },
  { path: 'recipes', name: 'Recipes', icon: FlaskConical, about: 'Sweep generators and repeats' },
  { path: 'evidence', name: 'Evidence', icon: ShieldCheck, about: 'Download packs and verify them' },
];
