import { ChevronDown } from 'lucide-react';
import {
  Button,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Text,
} from 'react-aria-components';
import styles from './field.module.css';

/** A text that is typed, or taken from suggestions that contain what is typed. */
export function SuggestField(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  suggestions: readonly string[];
  hint?: string | undefined;
  error?: string | null | undefined;
  placeholder?: string;
}) {
  return (
    <ComboBox
      className={styles.field ?? ''}
      allowsCustomValue
      allowsEmptyCollection={false}
      inputValue={props.value}
      onInputChange={props.onChange}
      isInvalid={Boolean(props.error)}
      menuTrigger="focus"
      items={props.suggestions.map((name) => ({ id: name, name }))}
    >
      <Label className={styles.label}>{props.label}</Label>
      <div className={styles.suggest}>
        <Input className={styles.input ?? ''} placeholder={props.placeholder ?? ''} spellCheck={false} />
        {props.suggestions.length > 0 && (
          <Button className={styles.suggestButton ?? ''} aria-label="Show suggestions">
            <ChevronDown aria-hidden />
          </Button>
        )}
      </div>
      {props.hint && (
        <Text slot="description" className={styles.hint}>
          {props.hint}
        </Text>
      )}
      <FieldError className={styles.error ?? ''}>{props.error}</FieldError>
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox className={styles.list ?? ''}>
          {({ name }: { name: string }) => (
            <ListBoxItem className={styles.option ?? ''} textValue={name}>
              {name}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
