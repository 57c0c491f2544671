// Lists and mappings among the settings: one a line. What is typed stays as it is typed; what it means goes to the settings with each stroke.
import { Textarea } from '@mantine/core';
import type { FieldProps } from '@rjsf/utils';
import { useState } from 'react';
import { isLines, type SettingSchema } from './settings.schema.js';
import { LINE_ORDER, lineClasses } from './settings-templates.js';
import { listOf, listText, pairsOf, pairsText } from './typed.lines.js';

export function LinesField(props: FieldProps) {
  return <Typed {...props} text={listText(props.formData)} mean={listOf} />;
}

export function PairsField(props: FieldProps) {
  const setting = props.schema as SettingSchema;
  const orders = setting.anyOf?.some(isLines) === true;
  return <Typed {...props} text={pairsText(props.formData)} mean={typed => pairsOf(typed, orders)} />;
}

type TypedProps = FieldProps & { text: string; mean: (text: string) => unknown };

function Typed({ fieldPathId, schema, uiSchema: _, text, mean, rawErrors, onChange }: TypedProps) {
  const setting = schema as SettingSchema;
  const [typed, setTyped] = useState(text);
  // The settings went back to what they were: so does the text.
  const isSame = JSON.stringify(mean(typed)) === JSON.stringify(mean(text));
  const value = isSame ? typed : text;
  return (
    <Textarea
      id={fieldPathId.$id}
      label={setting.title}
      description={setting.description}
      error={rawErrors?.join(' ')}
      classNames={lineClasses}
      inputWrapperOrder={LINE_ORDER}
      placeholder={setting['x-placeholder']}
      rows={Math.min(6, Math.max(2, value.split('\n').length))}
      spellCheck={false}
      value={value}
      onChange={event => {
        setTyped(event.currentTarget.value);
        onChange(mean(event.currentTarget.value), fieldPathId.path);
      }}
    />
  );
}
