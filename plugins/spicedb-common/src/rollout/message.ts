/**
 * A sentence by its key, with what goes into it. The core never builds a
 * sentence out of pieces: the portal translates by key, and `inEnglish` is
 * there for tests, the copied diagnosis and the command line.
 *
 * @public
 */
export interface Message {
  key: string;
  params?: Record<string, string | number>;
}

/** Sentences by key; `{{name}}` stands for a parameter. @public */
export type MessageCatalog = Readonly<Record<string, string>>;

/** @public */
export function inEnglish(message: Message, catalog: MessageCatalog): string {
  const sentence = catalog[message.key];
  if (sentence === undefined) {
    throw new Error(`There is no sentence for the message key ${message.key}`);
  }
  return sentence.replace(/\{\{(\w+)\}\}/g, (_, name: string) => {
    const value = message.params?.[name];
    if (value === undefined) {
      throw new Error(`The sentence ${message.key} needs the parameter ${name}`);
    }
    return String(value);
  });
}
