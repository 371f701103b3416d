/**
 * Tables of the exponential ziggurat (Marsaglia and Tsang, "The Ziggurat Method for Generating Random
 * Variables", Journal of Statistical Software 5(8), 2000): 256 layers of equal area under e⁻ˣ. Layer 0
 * is the base strip with the tail. A draw takes 24 bits for x and 8 for the layer.
 */
const LAYERS = 256;
/** Where the tail begins, and the area of each layer, for 256 layers. */
const TAIL = 7.697117470131487;
const AREA = 0.003949659822581572;
const TWO_24 = 16_777_216;

/** Where the tail begins. */
export const exponentialTail: number = TAIL;
/** By layer: the 24-bit x below which the draw is under the curve for certain. */
export const ZIGGURAT_EDGE: Float64Array = new Float64Array(LAYERS);
/** By layer: 24-bit x → x. */
export const ZIGGURAT_WIDTH: Float64Array = new Float64Array(LAYERS);
/** By layer: height of its lower edge; one more for the top. */
export const ZIGGURAT_HEIGHT: Float64Array = new Float64Array(LAYERS + 1);

/** Right ends of the layers: the base strip is as wide as its area demands, the next ends at the tail. */
const right = new Float64Array(LAYERS + 1);
right[0] = AREA / Math.exp(-TAIL);
right[1] = TAIL;
for (let i = 2; i < LAYERS; i++) {
  const before = right[i - 1] as number;
  right[i] = -Math.log(AREA / before + Math.exp(-before));
}
right[LAYERS] = 0;
for (let i = 0; i < LAYERS; i++) {
  const width = right[i] as number;
  ZIGGURAT_WIDTH[i] = width / TWO_24;
  ZIGGURAT_EDGE[i] = ((right[i + 1] as number) / width) * TWO_24;
  ZIGGURAT_HEIGHT[i] = i === 0 ? 0 : Math.exp(-width);
}
ZIGGURAT_HEIGHT[LAYERS] = 1;
