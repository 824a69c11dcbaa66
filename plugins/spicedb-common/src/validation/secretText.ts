import { troubleInText } from '../instance/text';

/** What is wrong with a text that goes to Git, if it is that it looks like a secret. The digest of an image does not. */
export function troubleIfSecret(text: string): string | undefined {
  const trouble = troubleInText(text.replace(/sha256:[0-9a-f]{64}\b/g, ''));
  return trouble?.includes('Secrets never go') ? trouble : undefined;
}
