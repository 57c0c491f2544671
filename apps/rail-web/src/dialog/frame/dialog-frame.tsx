// The frame of the small dialogs: a title, one column, focus inside, focus back where it was. On a phone it comes from below.
import { Modal } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import type { ReactNode } from 'react';
import surface from '../../look/surface.module.css';
import styles from './dialog-frame.module.css';

export const PHONE = '(max-width: 759px)';

type Props = { title: string; onClose: () => void; children: ReactNode; lead?: ReactNode; size?: number };

export function DialogFrame({ title, onClose, children, lead, size = 420 }: Props) {
  const phone = useMediaQuery(PHONE);
  return (
    <Modal.Root
      opened
      onClose={onClose}
      size={size}
      yOffset={size > 420 ? '5vh' : '14vh'}
      returnFocus
      classNames={{
        inner: phone ? styles.below : undefined,
        content: `${surface.modal} ${phone ? styles.sheet : ''}`,
        title: surface.modalTitle,
        body: surface.modalBody,
        close: surface.modalClose,
      }}
    >
      <Modal.Overlay className={styles.veil} />
      <Modal.Content>
        <div className={styles.head}>
          <Modal.Title>{title}</Modal.Title>
          <Modal.CloseButton aria-label="Close" />
        </div>
        <Modal.Body>
          {lead && <p className={styles.lead}>{lead}</p>}
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}

/** A label above, the field, an error below in words. */
export function Field({
  label,
  hint,
  error,
  children,
}: {
  label: string;
  hint?: string;
  error?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the control is the child
    <label className={styles.field}>
      <span className={styles.label}>
        {label}
        {hint && <span className={styles.hint}> {hint}</span>}
      </span>
      {children}
      {error && (
        <span className={styles.error} role="alert">
          {error}
        </span>
      )}
    </label>
  );
}

export const inputClass = styles.input ?? '';
export const actionsClass = styles.actions ?? '';
export const tickClass = styles.tick ?? '';
export const noticeClass = styles.notice ?? '';
