/**
 * A sentence by its key, with what goes into it. The core never builds a
 * sentence out of pieces: the portal translates by key, and `inEnglish` is
 * there for tests, the copied diagnosis and the command line. A sentence that
 * differs by number has the parameter `count`, and its key ends in `_one` or
 * `_other` where it is written down, as translations have it.
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
  const { count } = message.params ?? {};
  const plural = `${message.key}${count === 1 ? '_one' : '_other'}`;
  const sentence = catalog[message.key] ?? (count === undefined ? undefined : catalog[plural]);
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
