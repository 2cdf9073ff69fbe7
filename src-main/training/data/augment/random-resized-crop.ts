import type { Random } from '../../../../src-shared/random.ts';
import { roundHalfEven } from '../../../imaging/framing.ts';
import type { Box } from '../../../imaging/pillow-resize.ts';

const ATTEMPTS = 10;

/** The largest central box whose ratio is within bounds. */
function centralBox(width: number, height: number, ratio: readonly [number, number]): Box {
  const own = width / height;
  const boxWidth = own > ratio[1] ? roundHalfEven(height * ratio[1]) : width;
  const boxHeight = own < ratio[0] ? roundHalfEven(width / ratio[0]) : height;
  return {
    left: Math.floor((width - boxWidth) / 2),
    top: Math.floor((height - boxHeight) / 2),
    width: boxWidth,
    height: boxHeight,
  };
}

/**
 * The box of torchvision's RandomResizedCrop (`get_params`): its share of the area uniform in `scale`, its ratio width / height log-uniform
 * in `ratio`; ten tries to fit it in, then the central box.
 */
export function randomResizedBox(
  width: number,
  height: number,
  scale: readonly [number, number],
  ratio: readonly [number, number],
  random: Random,
): Box {
  const area = width * height;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const target = area * random.between(scale[0], scale[1]);
    const shape = Math.exp(random.between(Math.log(ratio[0]), Math.log(ratio[1])));
    const boxWidth = roundHalfEven(Math.sqrt(target * shape));
    const boxHeight = roundHalfEven(Math.sqrt(target / shape));
    if (boxWidth > 0 && boxWidth <= width && boxHeight > 0 && boxHeight <= height) {
      const top = random.integer(height - boxHeight + 1);
      const left = random.integer(width - boxWidth + 1);
      return { left, top, width: boxWidth, height: boxHeight };
    }
  }
  return centralBox(width, height, ratio);
}
