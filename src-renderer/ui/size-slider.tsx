import { Grid2x2, Grid3x3 } from 'lucide-react';
import { Slider, SliderThumb, SliderTrack } from 'react-aria-components';
import styles from './size-slider.module.css';

/** A slider between small and large. */
export function SizeSlider(props: {
  label: string;
  value: number;
  min: number;
  max: number;
  onChange: (value: number) => void;
}) {
  return (
    <Slider
      aria-label={props.label}
      className={styles.slider ?? ''}
      value={props.value}
      minValue={props.min}
      maxValue={props.max}
      step={8}
      onChange={props.onChange}
    >
      <Grid3x3 aria-hidden />
      <SliderTrack className={styles.track ?? ''}>
        <SliderThumb className={styles.thumb ?? ''} />
      </SliderTrack>
      <Grid2x2 aria-hidden />
    </Slider>
  );
}
