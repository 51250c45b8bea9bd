import { type ReactNode, useRef } from 'react';
import { Button } from './Button.tsx';

/**
 * A button that lets a file be chosen; the browser's own control speaks the browser's language, not the workspace's. The same file can
 * be chosen again, since a mended one has the same name.
 */
export function FileButton(props: {
  label: string;
  accept: string;
  icon: ReactNode;
  id?: string;
  'aria-describedby'?: string;
  disabled?: boolean;
  onChoose(file: File): void;
}) {
  const { label, accept, onChoose, ...button } = props;
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        accept={accept}
        aria-label={label}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          if (file) onChoose(file);
          event.target.value = '';
        }}
      />
      <Button {...button} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
