import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { imageAddress } from '../api/addresses.ts';
import { cx } from '../ui/class-names.ts';
import { versionOf } from './columns.ts';
import styles from './full-view.module.css';
import { useReview } from './store.ts';
import { panBy, useZoom, zoomBy, zoomToFit } from './views.ts';

/** Small images are enlarged at most this much to fit, and shown pixel by pixel from the second figure on. */
const LARGEST_FIT = 8;
const PIXELS_FROM = 3;

/** An image that fits its place, is zoomed with the wheel and moved by dragging. All of them on screen move together. */
export function ZoomableImage({ id, label }: { id: number; label: string }) {
  const frame = useRef<HTMLDivElement>(null);
  const [natural, setNatural] = useState<{ width: number; height: number } | null>(null);
  const [failed, setFailed] = useState(false);
  const zoom = useZoom();
  const version = useReview(({ columns }) => versionOf(columns, id));
  const drag = useRef<{ x: number; y: number } | null>(null);

  useEffect(() => {
    const node = frame.current;
    if (!node) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const box = node.getBoundingClientRect();
      const about = { x: event.clientX - box.x - box.width / 2, y: event.clientY - box.y - box.height / 2 };
      zoomBy(Math.exp(-event.deltaY / 400), about);
    };
    node.addEventListener('wheel', onWheel, { passive: false });
    return () => node.removeEventListener('wheel', onWheel);
  }, []);

  const onPointerDown = (event: PointerEvent<HTMLElement>) => {
    drag.current = { x: event.clientX, y: event.clientY };
    event.currentTarget.setPointerCapture(event.pointerId);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!drag.current) return;
    panBy(event.clientX - drag.current.x, event.clientY - drag.current.y);
    drag.current = { x: event.clientX, y: event.clientY };
  };

  return (
    <div
      ref={frame}
      className={cx(styles.place, zoom.factor > 1 && styles.movable)}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => (drag.current = null)}
      onDoubleClick={() => (zoom.factor > 1 ? zoomToFit() : zoomBy(3))}
    >
      {failed ? (
        <p className={styles.failed}>The file of this image was not found.</p>
      ) : (
        <img
          src={imageAddress(id, version)}
          alt={label}
          draggable={false}
          className={cx(styles.image, natural && isSmall(natural, zoom.factor) && styles.pixels)}
          style={{
            ...(natural ? fit(natural) : {}),
            transform: `translate(${zoom.x}px, ${zoom.y}px) scale(${zoom.factor})`,
          }}
          onLoad={({ currentTarget: { naturalWidth, naturalHeight } }) =>
            setNatural({ width: naturalWidth, height: naturalHeight })
          }
          onError={() => setFailed(true)}
        />
      )}
    </div>
  );
}

const fit = ({ width, height }: { width: number; height: number }) => ({
  width: '100%',
  height: '100%',
  maxWidth: width * LARGEST_FIT,
  maxHeight: height * LARGEST_FIT,
});

const isSmall = ({ width }: { width: number }, factor: number): boolean =>
  (640 / width) * factor >= PIXELS_FROM;
