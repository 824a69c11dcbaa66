import { useMemo } from 'react';
import { useFormWords } from '../../words/useFormWords';
import { ownField, type BodyProps } from '../fields/ownField';
import { instanceFilesApiRef, useInstanceFiles } from '../InstanceFiles';
import { GitReading } from './GitReading';
import { Outcome, Problems } from './Outcome';
import { deeds, needsFiles, reviewOf, type ReviewedDeed } from './review';

const deedIn = (option: unknown): ReviewedDeed => deeds.find(deed => deed === option) ?? 'create';

function ReviewOfForm({ id, label, formData, portal, options }: BodyProps<string>) {
  const { t } = useFormWords();
  const deed = deedIn(options.of);
  const reading = useInstanceFiles(needsFiles(deed) ? formData.instance : undefined);
  const files = reading.state === 'read' ? reading.files : undefined;
  const ready = !needsFiles(deed) || files !== undefined;
  const review = useMemo(
    () => (ready ? reviewOf(deed, formData, portal, files) : undefined),
    [ready, deed, formData, portal, files],
  );
  return (
    <section id={id} aria-label={label} aria-busy={reading.state === 'loading'}>
      {needsFiles(deed) && <GitReading reading={reading} />}
      {review && !review.ok && <Problems problems={review.problems} />}
      {review?.ok && <Outcome opening={t(`review.intro.${deed}`)} review={review} portal={portal} />}
    </section>
  );
}

/**
 * What the action will do, worked out in the browser by the same functions. A
 * form with problems ends here, before anything is sent.
 */
export const reviewField = ownField<string>({
  name: 'SpicedbReview',
  answers: 'review',
  Body: ReviewOfForm,
  async check({ formData, portal, options, apis, words: { t } }) {
    const deed = deedIn(options.of);
    const files = needsFiles(deed)
      ? await apis.get(instanceFilesApiRef)!.read(String(formData.instance))
      : [];
    const review = reviewOf(deed, formData, portal, files);
    return review.ok ? [] : [t('review.refused', { count: review.problems.length })];
  },
});
