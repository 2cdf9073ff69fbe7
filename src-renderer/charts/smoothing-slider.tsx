import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import slider from '../ui/size-slider.module.css';

/** How much of the past the bold lines hold; `value` in [0, 1). */
export function SmoothingSlider({ value, onChange }: { value: number; onChange: (value: number) => void }) {
  return (
    <Slider
      className={slider.slider ?? ''}
      value={value}
      minValue={0}
      maxValue={0.98}
      step={0.02}
      onChange={onChange}
    >
      <Label>Smoothing</Label>
      <SliderTrack className={slider.track ?? ''}>
        <SliderThumb className={slider.thumb ?? ''} />
      </SliderTrack>
      <SliderOutput className={slider.output ?? ''}>{value.toFixed(2)}</SliderOutput>
    </Slider>
  );
}
