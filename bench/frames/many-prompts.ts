/** Lines of a CSV with so many prompts of 50 classes, which name 40 contexts and 60 styles as written ones do. */
export function manyPrompts(count: number): string {
  const lines = Array.from({ length: count }, (_, i) => {
    const name = `class ${i % 50}`;
    const context = `context ${Math.floor(i / 50) % 40}`;
    const style = i % 4 === 0 ? `style ${Math.floor(i / 200) % 60}` : '';
    const text = style
      ? `a picture of ${name} in ${style}, ${context}, seen from afar, version ${i}`
      : `a photo of ${name} at the place called ${context}, in the light of the evening, version ${i}`;
    return [name, `"${text}"`, style ? '' : context, style].join(',');
  });
  return ['class,prompt,context,style', ...lines].join('\n');
}
