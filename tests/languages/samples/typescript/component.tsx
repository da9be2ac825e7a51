import React, { useCallback, useEffect as effect } from 'react';
import { track } from '@/lib/metrics';

export default function Panel({ items, onClose }: Props) {
  const label = 'ünïcödé 🎉';
  const close = useCallback(async (event) => {
    event.preventDefault();
    await onClose(label);
  }, [onClose]);
  effect(() => {
    const timer = setInterval(() => track('tick'), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <section className="panel" {...items.extra}>
      <Heading level={2} onClick={() => { close(); track("close"); }}>Items &amp; more</Heading>
      {items.map((item) => <Row.Cell key={item.id} value={item.name} />)}
      <></>
    </section>
  );
}

export const Framed = React.memo((props) => <label htmlFor="x">{props.children}</label>);
