export type Point = { x: number; y: number };

export const DIAL = { width: 320, height: 176, centre: { x: 160, y: 152 }, radius: 124, band: 16 } as const;

/** The point of a value from 0 (left) to 100 (right) on a half-circle of this radius. */
export function pointAt(value: number, radius: number): Point {
  const angle = Math.PI * (1 - Math.min(100, Math.max(0, value)) / 100);
  return { x: DIAL.centre.x + radius * Math.cos(angle), y: DIAL.centre.y - radius * Math.sin(angle) };
}

/** An arc from one value to another, as an SVG path. */
export function arc(from: number, to: number, radius: number): string {
  const start = pointAt(from, radius);
  const end = pointAt(to, radius);
  return `M${at(start)}A${radius} ${radius} 0 0 1 ${at(end)}`;
}

/** The slice between two values, from the centre to the radius, as an SVG path. */
export function wedge(from: number, to: number, radius: number): string {
  return `M${at(DIAL.centre)}L${arc(from, to, radius).slice(1)}Z`;
}

function at({ x, y }: Point): string {
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}
