/** Stands where something will be in a moment. */
export function Loading({ what }: { what: string }) {
  return (
    <div className="loading" role="status" aria-label={`Loading: ${what}`}>
      <span />
      <span />
      <span />
    </div>
  );
}
