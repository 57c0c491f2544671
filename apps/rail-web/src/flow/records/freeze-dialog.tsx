// Freezing the meeting: the server counts once more and keeps it, with what was said.
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { FlowDepartment } from '#api';
import { say, sayProblem } from '../../act/say.js';
import { flowKey, freezeMeeting, recordsKey } from '../../api/flow/flow.api.js';
import { newIntent } from '../../api/http.js';
import { actionsClass, DialogFrame, Field, inputClass } from '../../dialog/frame/dialog-frame.js';
import { Button } from '../../look/button.js';

export function FreezeDialog({ sheets, onClose }: { sheets: FlowDepartment[]; onClose: () => void }) {
  const client = useQueryClient();
  const [remarks, setRemarks] = useState('');
  const [busy, setBusy] = useState(false);
  // One for the dialog: a second try after a lost answer keeps no second record.
  const [intent] = useState(newIntent);
  const freeze = async (): Promise<void> => {
    setBusy(true);
    try {
      await freezeMeeting(remarks.trim(), intent);
      await Promise.all([
        client.invalidateQueries({ queryKey: recordsKey }),
        client.invalidateQueries({ queryKey: flowKey }),
      ]);
      say('The meeting is kept as it is now.');
      onClose();
    } catch (error) {
      setBusy(false);
      sayProblem(error);
    }
  };
  return (
    <DialogFrame
      title="Freeze this meeting"
      size={520}
      lead={`Keeps the figures of this moment for ${sheets.map(sheet => sheet.name).join(', ')}. A record is never changed.`}
      onClose={onClose}
    >
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void freeze();
        }}
      >
        <Field label="Remarks" hint="(read by everybody who works one of these departments)">
          <textarea
            className={inputClass}
            rows={4}
            maxLength={10_000}
            data-autofocus
            value={remarks}
            onChange={event => setRemarks(event.currentTarget.value)}
          />
        </Field>
        <div className={actionsClass}>
          <Button onClick={onClose}>Cancel</Button>
          <Button weight="main" type="submit" busy={busy}>
            Freeze
          </Button>
        </div>
      </form>
    </DialogFrame>
  );
}
