/** The product's logo: a dial. */
export function Mark({ size = 24 }: { size?: number }) {
  return (
    <svg aria-hidden viewBox="0 0 32 32" width={size} height={size} className="shrink-0">
      <rect width="32" height="32" rx="8" className="fill-accent" />
      <g className="stroke-on-accent" fill="none" strokeWidth="2.5" strokeLinecap="round">
        <path d="M7 22a9 9 0 0 1 18 0" />
        <path d="M16 22l-5-7.5" />
      </g>
      <circle cx="16" cy="22" r="2" className="fill-on-accent" />
    </svg>
  );
}
