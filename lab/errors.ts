/** Something a person can mend: what is wrong, and what to do about it. */
export class LabError extends Error {
  override name = 'LabError';
  readonly remedy: string;

  constructor(message: string, remedy: string, options?: ErrorOptions) {
    super(message, options);
    this.remedy = remedy;
  }
}

export const reasonOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
