const pixels = { small: 20, medium: 24 } as const;

/** A picture drawn with one line, as a plain element: a page has dozens of them. */
export function LineIcon(props: {
  path: string;
  size: keyof typeof pixels;
  color?: string;
  className?: string;
}) {
  const { path, size, color = 'currentColor', className } = props;
  return (
    <svg
      aria-hidden
      focusable="false"
      className={className}
      style={{ flex: 'none' }}
      width={pixels[size]}
      height={pixels[size]}
      viewBox="0 0 24 24"
      fill="none"
      stroke={color}
      strokeWidth={2}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
