// The settings of a channel, drawn from their JSON Schema by react-jsonschema-form and Mantine in our own look. A part of the page of its own, loaded with the first
// form. Nothing is judged here: faults come from the server, at their places.
import { withTheme } from '@rjsf/core';
import { generateTheme } from '@rjsf/mantine';
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { useMemo } from 'react';
import type { ChannelKindView } from '#api';
import { choiceValidator } from './choice.validator.js';
import type { FaultTree } from './fault.places.js';
import { LinesField, PairsField } from './lines-field.js';
import {
  isLines,
  isPairs,
  type SettingSchema,
  type Settings,
  type SettingsContext,
  shownSchema,
} from './settings.schema.js';
import { InputTemplate, PartSwitch, PartTemplate } from './settings-templates.js';
import { ChoiceWidget, LongTextWidget, SecretWidget, TickWidget } from './settings-widgets.js';

const standard = generateTheme();
const Form = withTheme<Settings, RJSFSchema, SettingsContext>({
  ...standard,
  templates: {
    ...standard.templates,
    ObjectFieldTemplate: PartTemplate,
    OptionalDataControlsTemplate: PartSwitch,
    BaseInputTemplate: InputTemplate,
    // Each field says what is wrong with it itself.
    FieldErrorTemplate: () => null,
  },
  widgets: {
    ...standard.widgets,
    SelectWidget: ChoiceWidget,
    CheckboxWidget: TickWidget,
    TextareaWidget: LongTextWidget,
    secret: SecretWidget,
  },
  fields: { lines: LinesField, pairs: PairsField },
} as never);

type Props = {
  kind: ChannelKindView;
  data: Settings;
  faults: FaultTree;
  secretsSet: readonly string[];
  onChange: (data: Settings) => void;
};

export default function SettingsForm({ kind, data, faults, secretsSet, onChange }: Props) {
  const schema = useMemo(() => shownSchema(kind, data), [kind, data]);
  const context = useMemo(() => ({ secretsSet }), [secretsSet]);
  const look = useMemo(
    () => ({ ...uiOf(schema), 'ui:globalOptions': { enableOptionalDataFieldForType: ['object'] } }) as UiSchema,
    [schema],
  );
  return (
    <Form
      tagName="div"
      idPrefix="settings"
      schema={schema as RJSFSchema}
      uiSchema={look as never}
      formData={data}
      formContext={context}
      validator={choiceValidator as never}
      extraErrors={faults as never}
      showErrorList={false}
      // What is filled in stands in the values already: see firstData.
      experimental_defaultFormStateBehavior={{ emptyObjectFields: 'skipDefaults', constAsDefaults: 'never' }}
      onChange={({ formData }) => onChange(formData ?? {})}
    >
      {/* Whoever shows the form saves it. */}
      <span />
    </Form>
  );
}

function uiOf(schema: SettingSchema): Record<string, unknown> {
  if (schema['x-secret'] !== undefined) return { 'ui:widget': 'secret' };
  if (isLines(schema)) return { 'ui:field': 'lines', 'ui:fieldReplacesAnyOrOneOf': true };
  if (isPairs(schema)) return { 'ui:field': 'pairs', 'ui:fieldReplacesAnyOrOneOf': true };
  if (schema['x-lines']) return { 'ui:widget': 'textarea' };
  if (!schema.properties) return schema.type === 'string' && schema.format ? { 'ui:widget': 'text' } : {};
  return Object.fromEntries(Object.entries(schema.properties).map(([name, field]) => [name, uiOf(field)]));
}
