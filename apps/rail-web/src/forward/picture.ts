// A photo of a phone, made small enough for a bad line: at most 1600 pixels a side, as JPEG. What the browser cannot read stays as it is.

const MOST_PIXELS = 1_600;
const QUALITY = 0.82;
/** Smaller ones are not worth the loss. */
const SMALL_BYTES = 400_000;

export async function smallPicture(file: File): Promise<File> {
  if (!/^image\/(?:jpeg|png|webp|heic|heif)$/.test(file.type) || file.size < SMALL_BYTES) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, MOST_PIXELS / Math.max(picture.width, picture.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const blob = await new Promise<Blob | null>(resolve => canvas.toBlob(resolve, 'image/jpeg', QUALITY));
    if (!blob || blob.size >= file.size) return file;
    return new File([blob], `${file.name.replace(/\.\w+$/, '')}.jpg`, { type: 'image/jpeg' });
  } catch (error) {
    console.warn('The photo is sent as it is', error);
    return file;
  }
}
