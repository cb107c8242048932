using Microsoft.Win32.SafeHandles;
using Ttca.Learning.Formats;

namespace Ttca.Stages.Codecs;

/// <summary>
/// The pixels of an artifact's images, each read from its place in the file. The file is opened, and checked against its hash, with the
/// first.
/// </summary>
/// <remarks>It is closed when nobody holds these images any more: those that a stage makes of them are read after it has run.</remarks>
internal sealed class StoredPixels
{
    private readonly int[] _shape;   // [N,3,H,W]
    private readonly Lazy<(FileStream File, SafeFileHandle Handle, long Start)> _opened;

    /// <param name="open">Opens the .npy file.</param>
    /// <param name="shape">[N,3,H,W]</param>
    public StoredPixels(Func<Stream> open, int[] shape)
    {
        _shape = shape;
        _opened = new(() => Open(open));
    }

    /// <summary>Reads one image, [3,H,W]; on any thread, on several at once.</summary>
    /// <exception cref="InvalidDataException">The file holds no such images.</exception>
    public void Read(int image, Span<byte> pixels)
    {
        var (file, handle, place) = _opened.Value;
        place += (long)image * pixels.Length;
        while (pixels.Length > 0)
        {
            int read = RandomAccess.Read(handle, pixels, place);
            if (read == 0)
            {
                throw new InvalidDataException($"{file.Name} ended at byte {place}: it was cut short while it was read");
            }

            pixels = pixels[read..];
            place += read;
        }
    }

    private (FileStream File, SafeFileHandle Handle, long Start) Open(Func<Stream> open)
    {
        var stream = open();
        try
        {
            int[] found = Npy.ReadShapeOfBytes(stream);
            var file = (FileStream)stream;      // no other has a head
            return found.SequenceEqual(_shape)
                // once: to ask for the handle sets the stream's place, which two threads must not do at once
                ? (file, file.SafeFileHandle, file.Position)
                : throw new InvalidDataException(
                    $"{file.Name} holds images of shape [{string.Join(",", found)}], expected [{string.Join(",", _shape)}]");
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }
}
