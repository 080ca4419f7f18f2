/** A small picture of a distribution: bars from zero, each a share of the tallest. */
export function MiniHistogram({ counts, label }: { counts: readonly number[]; label: string }) {
  const tallest = Math.max(1, ...counts);
  const width = 100 / Math.max(1, counts.length);
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox="0 0 100 32"
      preserveAspectRatio="none"
      className="h-8 w-full max-w-40"
    >
      <line x1="0" x2="100" y1="31.5" y2="31.5" className="stroke-line" strokeWidth="1" />
      {counts.map((amount, bin) => {
        const height = (30 * amount) / tallest;
        return (
          <rect
            key={bin}
            x={bin * width + width * 0.08}
            width={width * 0.84}
            y={31 - height}
            height={height}
            className="fill-real"
          />
        );
      })}
    </svg>
  );
}
