using System.Buffers.Binary;
using SkiaSharp;

namespace Ttca.Datasets.Images;

/// <summary>How the camera was held, from the chunk <c>eXIf</c> of a PNG file (PNG 3, 11.3.4.5), which SkiaSharp does not read.</summary>
internal static class PngOrientation
{
    private const ushort OrientationTag = 274;      // EXIF 2.3
    private const int TagLength = 12;

    /// <summary>
    /// What the file says; <see cref="SKEncodedOrigin.Default"/> where it says nothing that makes sense, or is no PNG file.
    /// </summary>
    public static SKEncodedOrigin Of(ReadOnlySpan<byte> file)
    {
        ReadOnlySpan<byte> signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
        if (!file.StartsWith(signature))
        {
            return SKEncodedOrigin.Default;
        }

        // Each chunk: length, type, content, checksum.
        for (var chunk = file[signature.Length..]; chunk.Length >= 12;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(chunk);
            if (length > chunk.Length - 12)
            {
                break;
            }

            if (chunk.Slice(4, 4).SequenceEqual("eXIf"u8))
            {
                return InTiff(chunk.Slice(8, (int)length));
            }

            chunk = chunk[((int)length + 12)..];
        }

        return SKEncodedOrigin.Default;
    }

    /// <summary>The first directory of a TIFF file, which EXIF data are.</summary>
    private static SKEncodedOrigin InTiff(ReadOnlySpan<byte> tiff)
    {
        var isBigEndian = tiff.StartsWith("MM\0*"u8);
        if (tiff.Length < 8 || !(isBigEndian || tiff.StartsWith("II*\0"u8)))
        {
            return SKEncodedOrigin.Default;
        }

        var start = isBigEndian ? BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]);
        if (start > tiff.Length - 2)
        {
            return SKEncodedOrigin.Default;
        }

        var tags = tiff[((int)start + 2)..];
        for (var left = Short(tiff[(int)start..]); left > 0 && tags.Length >= TagLength; left--, tags = tags[TagLength..])
        {
            if (Short(tags) == OrientationTag && Short(tags[8..]) is >= 1 and <= 8 and var value)
            {
                return (SKEncodedOrigin)value;
            }
        }

        return SKEncodedOrigin.Default;

        ushort Short(
            ReadOnlySpan<byte> bytes) =>
                isBigEndian ? BinaryPrimitives.ReadUInt16BigEndian(bytes) : BinaryPrimitives.ReadUInt16LittleEndian(bytes);
    }
}
