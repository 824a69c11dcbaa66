import {
  versionsOnOffer,
  type Engine,
  type PortalConfig,
  type VersionOffer,
} from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords, type FormWords } from '../../words/useFormWords';
import { Pick } from '../controls/Pick';

interface Props {
  id: string;
  label: string;
  help?: string;
  required?: boolean;
  disabled?: boolean;
  engine: Engine;
  versions: PortalConfig['versions'];
  value: string;
  trouble?: string;
  onChange(version: string): void;
  /** What stands in the way of a version here, besides what is true of it everywhere. */
  barred?(version: string): string | undefined;
  /** What to say about the chosen version, in place of what is true of it everywhere. */
  about?(version: string): string | undefined;
}

const groups = ['recommended', 'newest', 'good', 'endOfLine', 'refused'] as const;

/** Versions in the order of how good a choice they are, with the reason. */
export function VersionChoice({ engine, versions, barred, about, value, help, ...rest }: Props) {
  const words = useFormWords();
  const { t } = words;
  const offers = versionsOnOffer(engine, versions);
  const inOrder = groups.flatMap(group => offers.filter(({ standing }) => standing === group));
  const chosen = offers.find(({ version }) => version === value);
  return (
    <Pick
      {...rest}
      value={value}
      help={
        <>
          {help} {chosen && (about?.(value) ?? reasonInWords(chosen, words))}
        </>
      }
      options={[
        ...(chosen ? [] : [{ value, title: value || t('version.none') }]),
        ...inOrder.map(({ version, date, standing }) => ({
          value: version,
          title: [date ? t('version.of', { version, date }) : version, barred?.(version)]
            .filter(Boolean)
            .join(', '),
          group: t(`version.group.${standing}`),
          disabled: version !== value && (standing === 'refused' || barred?.(version) !== undefined),
        })),
      ]}
    />
  );
}

/** Why a version stands where it stands. */
function reasonInWords({ version, reason }: VersionOffer, { t }: FormWords): string {
  switch (reason.key) {
    case 'mendedBy':
      return t('version.why.mendedBy', { version, by: reason.by });
    case 'stopsAhead':
      return t('version.why.stopsAhead', { version, stops: reason.stops.join(', ') });
    case 'yearsBehind':
      return t('version.why.yearsBehind', { version, newest: reason.newest });
    default:
      return t(`version.why.${reason.key}`, { version });
  }
}
