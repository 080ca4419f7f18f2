import type { Artefact } from '../../api/types';

type Group = { title: string; about: string; has: RegExp; folded?: boolean };

/** The pack, its signatures, and the documents that are signed with it. */
const SIGNED = new RegExp(
  '^(pack[.]zip|manifest([.]dsse)?[.]json|card[.]dsse[.]json|public-key[.]pem|audit[.]json|' +
    '(recipe|seed|schema(-b[0-9]+)?)[.]json)$|(^|/)trial[.]json$',
);

/** What the files of a run are for, in the order in which people ask for them. The first group that fits has a file. */
const GROUPS: readonly Group[] = [
  { title: 'Rows', about: 'The synthetic rows of each trial.', has: /(^|\/)synthetic\.(csv|parquet)$/ },
  {
    title: 'Reports',
    about: 'What was found, for people and for programs.',
    has: /(^|\/)(report\.(html|json)|card\.(html|md|json|csv|png)|privacy\.html|summary\.json)$/,
  },
  { title: 'Models', about: 'They draw more rows on the command line.', has: /(^|\/)model\// },
  {
    title: 'Proof',
    about: 'What was signed, and what the signature covers.',
    has: SIGNED,
  },
  { title: 'Internal files', about: 'The run resumes from them.', has: /./, folded: true },
];

/** The files of a run by what they are for; groups without a file are left out. */
export function groupsOf(artefacts: readonly Artefact[]) {
  return GROUPS.map(({ title, about, folded = false }, place) => ({
    title,
    about,
    folded,
    files: artefacts.filter(({ name }) => GROUPS.findIndex(({ has }) => has.test(name)) === place),
  })).filter(({ files }) => files.length > 0);
}
