using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

/// <summary>
/// Copies a 64-bit little-endian ELF library so that it loads with the libstdc++ of GCC 12 (Debian 12, Ubuntu 22.04).
/// </summary>
/// <remarks>
/// GCC 13 makes each library that includes &lt;iostream&gt; import <c>std::ios_base_library_init()</c>, an empty function
/// whose only purpose is to demand GLIBCXX_3.4.32. The copy asks for <c>std::uncaught_exceptions()</c> at GLIBCXX_3.4.22
/// instead: as harmless to call, and there since GCC 6. Names shrink in place, so that no offset moves.
/// Compiled by MSBuild's RoslynCodeTaskFactory against netstandard2.0, hence without spans.
/// </remarks>
public class RelaxLibstdcxxVersion : Task
{
    private const string OldVersion = "GLIBCXX_3.4.32";
    private const string NewVersion = "GLIBCXX_3.4.22";
    private const string OldSymbol = "_ZSt21ios_base_library_initv";
    private const string NewSymbol = "_ZSt19uncaught_exceptionsv";

    [Required]
    public string Library { get; set; }

    [Required]
    public string Output { get; set; }

    public override bool Execute()
    {
        byte[] file = File.ReadAllBytes(Library);
        try
        {
            Patch(file);
        }
        catch (Exception e) when (e is InvalidDataException || e is IndexOutOfRangeException || e is ArgumentException)
        {
            File.Delete(Output);
            Log.LogWarning(null, "TTCA001", null, Library, 0, 0, 0, 0,
                "left as it is, because " + e.Message + "; it may need a libstdc++ with " + OldVersion + " (GCC 13 or later)");
            return true;
        }

        // Written beside and renamed: an interrupted build must not leave half a library that looks up to date.
        Directory.CreateDirectory(Path.GetDirectoryName(Output));
        File.WriteAllBytes(Output + ".tmp", file);
        File.Delete(Output);
        File.Move(Output + ".tmp", Output);
        return true;
    }

    private static void Patch(byte[] file)
    {
        if (file.Length < 64 || file[0] != 0x7f || file[1] != 'E' || file[2] != 'L' || file[3] != 'F' || file[4] != 2 || file[5] != 1)
            throw new InvalidDataException("it is no 64-bit little-endian ELF file");

        List<Section> sections = Sections(file);
        Section symbols = Single(sections, 11, ".dynsym");
        Section versions = Single(sections, 0x6fffffff, ".gnu.version");
        Section needs = Single(sections, 0x6ffffffe, ".gnu.version_r");
        Section strings = sections[symbols.Link];

        int version = FindString(file, strings, OldVersion);
        int symbol = FindString(file, strings, OldSymbol);
        int need = FindNeed(file, needs, version - strings.Offset);
        CheckOnlyUser(file, symbols, versions, symbol - strings.Offset, BitConverter.ToUInt16(file, need + 6));

        WriteString(file, version, OldVersion.Length, NewVersion);
        WriteString(file, symbol, OldSymbol.Length, NewSymbol);
        BitConverter.GetBytes(Hash(NewVersion)).CopyTo(file, need);
    }

    private static List<Section> Sections(byte[] file)
    {
        int table = checked((int)BitConverter.ToUInt64(file, 0x28));
        int size = BitConverter.ToUInt16(file, 0x3a);
        int count = BitConverter.ToUInt16(file, 0x3c);
        return Enumerable.Range(0, count).Select(i => new Section
        {
            Type = BitConverter.ToUInt32(file, table + i * size + 4),
            Offset = (int)BitConverter.ToUInt64(file, table + i * size + 24),
            Size = (int)BitConverter.ToUInt64(file, table + i * size + 32),
            Link = (int)BitConverter.ToUInt32(file, table + i * size + 40),
        }).ToList();
    }

    private static Section Single(List<Section> sections, uint type, string name)
    {
        List<Section> found = sections.Where(s => s.Type == type).ToList();
        if (found.Count != 1)
            throw new InvalidDataException("it has " + found.Count + " sections " + name + " instead of one");
        return found[0];
    }

    /// <summary>Where the whole string <paramref name="text"/> starts in the file; it must occur once.</summary>
    private static int FindString(byte[] file, Section strings, string text)
    {
        byte[] pattern = Encoding.ASCII.GetBytes("\0" + text + "\0");
        var found = new List<int>();
        for (int at = strings.Offset; at + pattern.Length <= strings.Offset + strings.Size; at++)
        {
            int length = 0;
            while (length < pattern.Length && file[at + length] == pattern[length])
                length++;
            if (length == pattern.Length)
                found.Add(at + 1);
        }

        if (found.Count != 1)
            throw new InvalidDataException("it names " + text + " " + found.Count + " times instead of once");
        return found[0];
    }

    /// <summary>Where the one Vernaux record of the old version starts: hash, flags, index, name, next.</summary>
    private static int FindNeed(byte[] file, Section needs, int name)
    {
        var found = new List<int>();
        uint next;
        for (int need = needs.Offset; ; need += (int)next)
        {
            int record = need + (int)BitConverter.ToUInt32(file, need + 8);
            for (int left = BitConverter.ToUInt16(file, need + 2); left > 0; left--)
            {
                if (BitConverter.ToUInt32(file, record + 8) == name && BitConverter.ToUInt32(file, record) == Hash(OldVersion))
                    found.Add(record);
                record += (int)BitConverter.ToUInt32(file, record + 12);
            }

            next = BitConverter.ToUInt32(file, need + 12);
            if (next == 0)
                break;
        }

        if (found.Count != 1)
            throw new InvalidDataException("it needs " + OldVersion + " " + found.Count + " times instead of once");
        return found[0];
    }

    /// <summary>
    /// The old version must be asked for by the marker symbol alone: a real function could not be had from an older version.
    /// </summary>
    private static void CheckOnlyUser(byte[] file, Section symbols, Section versions, int name, int index)
    {
        List<int> users = Enumerable.Range(0, versions.Size / 2)
            .Where(i => (BitConverter.ToUInt16(file, versions.Offset + 2 * i) & 0x7fff) == index)
            .Select(i => (int)BitConverter.ToUInt32(file, symbols.Offset + 24 * i))
            .ToList();
        if (users.Count != 1 || users[0] != name)
            throw new InvalidDataException(OldVersion + " is not needed by " + OldSymbol + " alone");
    }

    private static void WriteString(byte[] file, int at, int room, string text)
    {
        Array.Clear(file, at, room);
        Encoding.ASCII.GetBytes(text, 0, text.Length, file, at);
    }

    /// <summary>The hash of the System V ABI, "Dynamic Linking: Hash Table".</summary>
    private static uint Hash(string text)
    {
        uint hash = 0;
        foreach (char c in text)
        {
            hash = (hash << 4) + c;
            uint high = hash & 0xf0000000;
            hash = (hash ^ (high >> 24)) & ~high;
        }

        return hash;
    }

    private struct Section
    {
        public uint Type;
        public int Offset;
        public int Size;
        public int Link;
    }
}
