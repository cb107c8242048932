using System.Buffers.Binary;
using System.Text;

namespace Ttca.EndToEnd.Tests;

/// <summary>
/// What a 64-bit little-endian ELF library asks of the loader, read from its dynamic section as the loader does (System V gABI, "Dynamic
/// Linking").
/// </summary>
internal sealed class BuildElfFile
{
    private readonly byte[] _file;
    private readonly ILookup<long, long> _dynamic;    // tag -> value

    public BuildElfFile(string path)
    {
        _file = File.ReadAllBytes(path);
        var header = ProgramHeaders().Single(header => header.Type == 2);    // PT_DYNAMIC
        _dynamic = Enumerable.Range(0, (int)header.Size / 16)
            .Select(i => (Tag: I64(header.Offset + 16 * i), Value: I64(header.Offset + 16 * i + 8)))
            .TakeWhile(entry => entry.Tag != 0)
            .ToLookup(entry => entry.Tag, entry => entry.Value);
    }

    /// <summary>DT_NEEDED: the libraries loaded with this one, in order.</summary>
    public IReadOnlyList<string> Needed => [.. _dynamic[1].Select(Name)];

    /// <summary>
    /// The versions asked of each library (DT_VERNEED): library, version, its hash, and the index that symbols refer to it by.
    /// </summary>
    public IReadOnlyList<(string Library, string Version, uint Hash, int Index)> VersionNeeds()
    {
        var needs = new List<(string, string, uint, int)>();
        var need = Offset(_dynamic[0x6ffffffe].Single());
        for (var left = _dynamic[0x6fffffff].Single(); left > 0; left--)
        {
            var entry = need + I32(need + 8);
            for (var entries = U16(need + 2); entries > 0; entries--)
            {
                needs.Add((Name(I32(need + 4)), Name(I32(entry + 8)), (uint)I32(entry), U16(entry + 6)));
                entry += I32(entry + 12);
            }

            need += I32(need + 12);
        }

        return needs;
    }

    /// <summary>Names of the undefined symbols (DT_SYMTAB) that ask for the version with this index (DT_VERSYM).</summary>
    public IReadOnlyList<string> ImportsAt(int index)
    {
        var symbols = Offset(_dynamic[6].Single());
        var versions = Offset(_dynamic[0x6ffffff0].Single());
        var count = (Offset(_dynamic[5].Single()) - symbols) / 24;    // the string table follows the symbols
        return
        [
            .. from i in Enumerable.Range(0, (int)count)
               where U16(versions + 2 * i) == index && U16(symbols + 24 * i + 6) == 0
               select Name(I32(symbols + 24 * i)),
        ];
    }

    private string Name(long at)
    {
        var start = Offset(_dynamic[5].Single()) + at;    // DT_STRTAB
        return Encoding.ASCII.GetString(_file.AsSpan((int)start, _file.AsSpan((int)start).IndexOf((byte)0)));
    }

    /// <summary>The loader's addresses as places in the file, by the PT_LOAD segment that holds them.</summary>
    private long Offset(long address)
    {
        var segment = ProgramHeaders().Single(
            header => header.Type == 1 && address >= header.Address && address < header.Address + header.Size);
        return address - segment.Address + segment.Offset;
    }

    private IEnumerable<(int Type, long Offset, long Address, long Size)> ProgramHeaders() =>
        from i in Enumerable.Range(0, U16(0x38))
        let at = I64(0x20) + U16(0x36) * i
        select (I32(at), I64(at + 8), I64(at + 16), I64(at + 32));

    private long I64(long at) => BinaryPrimitives.ReadInt64LittleEndian(_file.AsSpan((int)at));

    private int I32(long at) => BinaryPrimitives.ReadInt32LittleEndian(_file.AsSpan((int)at));

    private int U16(long at) => BinaryPrimitives.ReadUInt16LittleEndian(_file.AsSpan((int)at));
}
