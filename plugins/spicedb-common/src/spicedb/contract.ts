/**
 * Names that the chart makes from the full name of an instance.
 *
 * @public
 */
export function ringServiceOf(fullname: string): string {
  return `${fullname}-dispatch`;
}
