using System.Runtime.InteropServices;
using Bantam.Tensors;

namespace Bantam.Training.Data.Audio;

/// <summary>
/// Sounds in folders of their classes, as <c>yes/1.wav</c> and <c>no/1.wav</c>: <c>sound</c>, Float [length], of one channel, and
/// <c>label</c>, Int32. What is longer is cut off, what is shorter filled up with silence. Classes and files are in the order of their
/// names.
/// </summary>
public sealed class AudioFolder : IDataset
{
    private readonly (string Path, int Label)[] _files;
    private readonly string _folder;
    private readonly int _length;

    private AudioFolder(string folder, int rate, int length, string[] classes, (string, int)[] files)
    {
        (_folder, Rate, _length, Classes, _files) = (folder, rate, length, classes, files);
        Fields = [new("sound", ElementType.Float, Shape.Of(length)), new("label", ElementType.Int32, Shape.Of())];
    }

    /// <summary>Samples a second.</summary>
    public int Rate { get; }

    /// <summary>The names of the classes, those of the folders.</summary>
    public IReadOnlyList<string> Classes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<Field> Fields { get; }

    /// <inheritdoc/>
    public int Count => _files.Length;

    /// <summary>Finds the sounds of a folder; none is read yet.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="rate">Samples a second, which all files must have.</param>
    /// <param name="length">Samples of a sound, 1 or more.</param>
    /// <exception cref="DatasetException">There is none.</exception>
    public static AudioFolder Open(string folder, int rate, int length)
    {
        Hyperparameter.AtLeast(1, rate, nameof(rate));
        Hyperparameter.AtLeast(1, length, nameof(length));
        if (!Directory.Exists(folder)) throw new DatasetException(folder, "a folder with sounds must be here; there is no such folder.");
        string[] classes =
        [
            .. Directory.EnumerateDirectories(folder).Where(d => Directory.EnumerateFiles(d, "*.wav").Any())
                .Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal),
        ];
        if (classes.Length == 0)
            throw new DatasetException(folder, "sounds must lie in the folders of their classes, as yes/1.wav; there is none.");
        var files = classes.SelectMany((name, label) => Directory.EnumerateFiles(Path.Combine(folder, name), "*.wav")
            .Order(StringComparer.Ordinal).Select(file => (file, label)));
        return new AudioFolder(folder, rate, length, classes, [.. files]);
    }

    /// <inheritdoc/>
    public void Read(int index, int field, Span<byte> destination)
    {
        var (path, label) = _files[index];
        if (field == 1)
        {
            MemoryMarshal.Write(destination, label);
            return;
        }

        var sound = WavFile.Read(File.ReadAllBytes(path), Path.GetRelativePath(_folder, path));
        if (sound.Rate != Rate)
            throw new DatasetException(
                Path.GetRelativePath(_folder, path),
                $"all sounds must have {Rate} samples a second; this one has {sound.Rate}. Convert it.");
        var samples = MemoryMarshal.Cast<byte, float>(destination);
        var mono = sound.ToMono().AsSpan();
        mono[..Math.Min(mono.Length, _length)].CopyTo(samples);
        samples[Math.Min(mono.Length, _length)..].Clear();
    }
}
