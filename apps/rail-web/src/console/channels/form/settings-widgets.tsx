// What is chosen, ticked, written at length or kept secret in the settings of a channel. A secret is never shown: only that it is set.
import { Input, NativeSelect, PasswordInput, Textarea } from '@mantine/core';
import type { WidgetProps } from '@rjsf/utils';
import { useState } from 'react';
import { tickClass } from '../../../dialog/frame/dialog-frame.js';
import { Button } from '../../../look/button.js';
import type { SettingSchema, SettingsContext } from './settings.schema.js';
import styles from './settings-form.module.css';
import { LINE_ORDER, lineClasses } from './settings-templates.js';

export function ChoiceWidget({ id, label, value, schema, required, options, rawErrors, onChange }: WidgetProps) {
  const choices = options.enumOptions ?? [];
  const isOpen = value === undefined || !required;
  return (
    <NativeSelect
      id={id}
      label={label}
      description={schema.description}
      error={rawErrors?.join(' ')}
      classNames={lineClasses}
      inputWrapperOrder={LINE_ORDER}
      value={String(choices.findIndex(choice => choice.value === value))}
      onChange={event => onChange(choices[Number(event.currentTarget.value)]?.value)}
      data={[
        ...(isOpen && schema.default === undefined ? [{ value: '-1', label: '' }] : []),
        ...choices.map((choice, index) => ({ value: String(index), label: choice.label })),
      ]}
    />
  );
}

export function TickWidget({ id, label, value, schema, rawErrors, onChange }: WidgetProps) {
  return (
    <>
      <label className={tickClass}>
        <input
          id={id}
          type="checkbox"
          checked={value === true}
          onChange={event => onChange(event.currentTarget.checked)}
        />
        {label}
      </label>
      {schema.description && <p className={styles.help}>{schema.description}</p>}
      {rawErrors && rawErrors.length > 0 && (
        <p className={styles.error} role="alert">
          {rawErrors.join(' ')}
        </p>
      )}
    </>
  );
}

export function LongTextWidget({ id, label, value, schema, rawErrors, onChange }: WidgetProps) {
  return (
    <Textarea
      id={id}
      label={label}
      description={schema.description}
      error={rawErrors?.join(' ')}
      classNames={lineClasses}
      inputWrapperOrder={LINE_ORDER}
      rows={3}
      value={typeof value === 'string' ? value : ''}
      onChange={event => onChange(event.currentTarget.value || undefined)}
    />
  );
}

export function SecretWidget({ id, label, value, schema, rawErrors, registry, onChange }: WidgetProps) {
  const setting = schema as SettingSchema;
  const { secretsSet } = registry.formContext as SettingsContext;
  const [enters, setEnters] = useState(false);
  const isSet = secretsSet.includes(setting['x-secret'] ?? '');
  const wrong = rawErrors?.join(' ');
  // Where the server asks for it again, the field is there at once.
  if (isSet && !enters && !wrong && value === undefined)
    return (
      <Input.Wrapper label={label} labelElement="div" classNames={lineClasses}>
        <div className={styles.kept}>
          <span>Is set. Nobody can read it here.</span>
          <Button small onClick={() => setEnters(true)} aria-label={`Enter it anew: ${label}`}>
            Enter it anew
          </Button>
        </div>
      </Input.Wrapper>
    );
  const shared = {
    id,
    label,
    description: setting.description,
    error: wrong,
    classNames: lineClasses,
    inputWrapperOrder: LINE_ORDER,
    autoComplete: 'new-password',
    'data-autofocus': enters || undefined,
    value: typeof value === 'string' ? value : '',
  };
  return setting['x-lines'] ? (
    <Textarea
      {...shared}
      rows={4}
      spellCheck={false}
      onChange={event => onChange(event.currentTarget.value || undefined)}
    />
  ) : (
    <PasswordInput
      {...shared}
      classNames={{ ...lineClasses, input: `${styles.input} ${styles.password}`, innerInput: styles.innerInput }}
      visibilityToggleButtonProps={{ 'aria-label': `Show what is typed: ${label}` }}
      onChange={event => onChange(event.currentTarget.value || undefined)}
    />
  );
}
