import { useFormWords } from '../../words/useFormWords';
import { TextAnswer } from '../controls/TextAnswer';
import { nameIn } from '../InstanceFiles';
import type { FormData } from '../portal';
import { ownField, type BodyProps } from './ownField';

const nameOf = ({ instance }: FormData) => (typeof instance === 'string' ? nameIn(instance) : undefined);

function Confirmation({ value, formData, ...rest }: BodyProps<string>) {
  const { t } = useFormWords();
  const name = nameOf(formData);
  const differs = value !== undefined && name !== undefined && value !== name;
  return (
    <TextAnswer
      {...rest}
      value={value}
      placeholder={name}
      trouble={differs ? t('confirm.differs', { name }) : undefined}
    />
  );
}

/** The name of an instance once more, so that no other one goes by mistake. */
export const confirmField = ownField<string>({
  name: 'SpicedbConfirm',
  answers: 'confirm',
  Body: Confirmation,
  check({ value, formData, words: { t } }) {
    const name = nameOf(formData);
    return name !== undefined && value !== name ? [t('confirm.differs', { name })] : [];
  },
});
