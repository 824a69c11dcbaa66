import type { PortalConfig } from '@spicedb-portal/backstage-plugin-spicedb-common';
import { useFormWords } from '../../words/useFormWords';
import { Choice } from '../controls/Choice';

interface Props {
  id: string;
  label: string;
  help?: string;
  required?: boolean;
  disabled?: boolean;
  sizes: PortalConfig['sizes'];
  value?: string;
  /** The one that the environment has by itself. */
  usual?: string;
  trouble?: string;
  onChange(size: string): void;
}

/** The sizes of a pod, each with what it has and what it may be good for. */
export function SizeChoice({ sizes, usual, value, ...rest }: Props) {
  const { t } = useFormWords();
  const options = Object.entries(sizes).map(([name, { title, cpu, memory, checksPerSecond }]) => ({
    value: name,
    title: title ?? name,
    tag: name === usual ? t('usual') : undefined,
    text: [
      t('size.has', { cpu, memory }),
      checksPerSecond !== undefined && t('size.estimate', { number: inThousands(checksPerSecond) }),
    ]
      .filter(Boolean)
      .join(' '),
  }));
  const unknown =
    value !== undefined && !Object.hasOwn(sizes, value)
      ? [{ value, title: value, text: t('size.byHand') }]
      : [];
  return <Choice {...rest} value={value} options={[...options, ...unknown]} />;
}

const inThousands = (number: number) => String(number).replace(/\B(?=(\d{3})+$)/g, '\u202f');
