import { useTranslationRef, type TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { spicedbFormTranslationRef } from './formTranslation';

export interface FormWords {
  /** Words of the forms, by their key. */
  t: TranslationFunction<(typeof spicedbFormTranslationRef)['T']>;
}

/** The words of the forms, in the reader's language. */
export function useFormWords(): FormWords {
  return useTranslationRef(spicedbFormTranslationRef);
}
