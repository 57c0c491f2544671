// How react-jsonschema-form frames our settings: one column, parts that are switched on, what is seldom needed folded away, and one kind of line to type in.
import { TextInput } from '@mantine/core';
import type { BaseInputTemplateProps, ObjectFieldTemplateProps, OptionalDataControlsTemplateProps } from '@rjsf/utils';
import { getInputProps } from '@rjsf/utils';
import { tickClass } from '../../../dialog/frame/dialog-frame.js';
import type { SettingSchema } from './settings.schema.js';
import styles from './settings-form.module.css';

/** Fields of a part, or of all settings. */
export function PartTemplate({
  title,
  schema,
  properties,
  optionalDataControl,
  fieldPathId,
}: ObjectFieldTemplateProps) {
  const isMore = (name: string): boolean => (schema as SettingSchema).properties?.[name]?.['x-more'] === true;
  const plain = properties.filter(({ name }) => !isMore(name));
  const more = properties.filter(({ name }) => isMore(name));
  const fields = (
    <>
      {plain.map(({ name, content }) => (
        <div key={name} className={styles.item}>
          {content}
        </div>
      ))}
      {more.length > 0 && (
        <details className={styles.more}>
          <summary>More settings</summary>
          {more.map(({ name, content }) => (
            <div key={name} className={styles.item}>
              {content}
            </div>
          ))}
        </details>
      )}
    </>
  );
  if (fieldPathId.path.length === 0) return <div className={styles.root}>{fields}</div>;
  return (
    <fieldset className={styles.part} id={fieldPathId.$id}>
      <legend className={optionalDataControl ? 'unseen' : styles.partTitle}>{title}</legend>
      {optionalDataControl}
      {properties.length > 0 && <div className={styles.inside}>{fields}</div>}
    </fieldset>
  );
}

/** A part that may be left out. */
export function PartSwitch({ id, schema, onAddClick, onRemoveClick }: OptionalDataControlsTemplateProps) {
  return (
    <label className={`${tickClass} ${styles.switch}`}>
      <input
        id={id}
        type="checkbox"
        checked={Boolean(onRemoveClick)}
        onChange={() => (onRemoveClick ?? onAddClick)?.()}
      />
      {schema.title}
    </label>
  );
}

export const lineClasses = {
  root: styles.field ?? '',
  label: styles.label ?? '',
  input: styles.input ?? '',
  description: styles.help ?? '',
  error: styles.error ?? '',
  section: styles.unit ?? '',
};
export const LINE_ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'error', 'description'];

export function InputTemplate(props: BaseInputTemplateProps) {
  const { id, type, schema, value, label, disabled, readonly, options, rawErrors, onChange, onBlur, onFocus } = props;
  const setting = schema as SettingSchema;
  const { type: kind } = getInputProps(schema, type, options, false);
  const isNumber = kind === 'number' || setting.type === 'number' || setting.type === 'integer';
  return (
    <TextInput
      id={id}
      name={id}
      label={label}
      description={setting.description}
      error={rawErrors?.join(' ')}
      classNames={lineClasses}
      inputWrapperOrder={LINE_ORDER}
      data-narrow={isNumber || undefined}
      inputMode={isNumber ? 'decimal' : undefined}
      autoComplete="off"
      spellCheck={false}
      placeholder={setting['x-placeholder']}
      rightSection={setting['x-unit'] ? <span>{setting['x-unit']}</span> : undefined}
      rightSectionWidth={setting['x-unit'] ? 72 : undefined}
      disabled={disabled || readonly}
      value={value ?? ''}
      onChange={event => onChange(event.currentTarget.value === '' ? options.emptyValue : event.currentTarget.value)}
      onBlur={event => onBlur(id, event.currentTarget.value)}
      onFocus={event => onFocus(id, event.currentTarget.value)}
    />
  );
}
