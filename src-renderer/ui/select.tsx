import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select as AriaSelect,
  SelectValue,
  Text,
} from 'react-aria-components';
import styles from './field.module.css';

export interface Option<Value extends string | number> {
  value: Value;
  label: string;
  /** A word at the right, e.g. a count. */
  hint?: string;
  isDisabled?: boolean;
}

/** One of several values, named by `label`. */
export function Select<Value extends string | number>(props: {
  label: string;
  options: readonly Option<Value>[];
  value: Value;
  onChange: (value: Value) => void;
  hideLabel?: boolean;
  hint?: string;
  /** There may be hundreds of options: they are made when the list opens. */
  isLong?: boolean;
}) {
  const [open, setOpen] = useState(false);
  const made =
    props.isLong && !open ? props.options.filter(({ value }) => value === props.value) : props.options;
  return (
    <AriaSelect
      className={styles.field ?? ''}
      value={props.value}
      isOpen={open}
      onOpenChange={setOpen}
      onChange={(key) => {
        const option = props.options.find(({ value }) => value === key);
        if (option) props.onChange(option.value);
      }}
      {...(props.hideLabel ? { 'aria-label': props.label } : {})}
    >
      {!props.hideLabel && <Label className={styles.label}>{props.label}</Label>}
      <Button className={styles.trigger ?? ''}>
        <SelectValue className={styles.value ?? ''}>
          {({ selectedText, defaultChildren }) => selectedText ?? defaultChildren}
        </SelectValue>
        <ChevronDown aria-hidden />
      </Button>
      {props.hint && (
        <Text slot="description" className={styles.hint}>
          {props.hint}
        </Text>
      )}
      <Popover className={styles.popover ?? ''} offset={4}>
        <ListBox
          className={styles.list ?? ''}
          items={made.map((option) => ({ ...option, id: option.value }))}
        >
          {(option) => (
            <ListBoxItem
              className={styles.option ?? ''}
              textValue={option.label}
              isDisabled={option.isDisabled ?? false}
            >
              <span className={styles.value}>{option.label}</span>
              {option.hint && <span className={styles.optionHint}>{option.hint}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
