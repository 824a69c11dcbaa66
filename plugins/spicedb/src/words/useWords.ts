import { useCallback } from 'react';
import { useTranslationRef, type TranslationFunction } from '@backstage/core-plugin-api/alpha';
import type { Message, Stage } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { spicedbJudgementTranslationRef, spicedbTranslationRef } from './translation';

type PageMessages = (typeof spicedbTranslationRef)['T'];

export interface Words {
  /** Words of the page, by their key. */
  t: TranslationFunction<PageMessages>;
  /** A sentence of the judgement. */
  sentence(message: Message): string;
}

/** The words of the page, and the sentences of the judgement, in the reader's language. */
export function useWords(): Words {
  const { t } = useTranslationRef(spicedbTranslationRef);
  const { t: judgement } = useTranslationRef(spicedbJudgementTranslationRef);
  const sentence = useCallback(
    (message: Message) => judgement(message.key, message.params ?? {}),
    [judgement],
  );
  return { t, sentence };
}

const stageNames = ['git', 'sync', 'migration', 'pods', 'dispatch'] as const;

/** A stage's name; a stage that this page has no word for keeps its id. */
export function stageName({ t }: Pick<Words, 't'>, id: string) {
  const known = stageNames.find(name => name === id);
  return known ? t(`stage.${known}`) : id;
}

/** A stage's state in a word or two; a stage that waits says for whom. */
export function stateWord(words: Pick<Words, 't'>, { state, waitsFor }: Stage) {
  return waitsFor === undefined
    ? words.t(`state.${state}`)
    : words.t('state.waits', { stage: stageName(words, waitsFor) });
}
