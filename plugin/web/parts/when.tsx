/** A moment, short and in the reader's own way of writing it. */
export function When({ at }: { at: string }) {
  const date = new Date(at);
  return (
    <time dateTime={at} title={date.toLocaleString()}>
      {date.toLocaleString(undefined, {
        ...(date.getFullYear() === new Date().getFullYear() ? {} : { year: "numeric" }),
        ...{ month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" },
      })}
    </time>
  );
}
