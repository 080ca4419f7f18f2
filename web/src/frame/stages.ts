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

export type StagePage = { path: string; name: string; icon: LucideIcon };

/** The pages of a project, in the order of the work. */
export const STAGE_PAGES: readonly StagePage[] = [
  { path: '', name: 'Home', icon: House },
  { path: 'schemas', name: 'Schemas', icon: Table2 },
  { path: 'seeding', name: 'Seeding', icon: Sprout },
  { path: 'generation', name: 'Generation', icon: Database },
  {
    path: 'evaluation',
    name: 'Evaluation',
    icon: ChartNoAxesCombined,
  },
  { path: 'recipes', name: 'Recipes', icon: FlaskConical },
  { path: 'evidence', name: 'Evidence', icon: ShieldCheck },
];
