using System.Runtime.InteropServices;
using System.Text;
using Bantam.Training.Data;
using Bantam.Training.Data.Audio;
using Bantam.Training.Data.Texts;

namespace Bantam.Training.Tests.Data;

/// <summary>Texts and sounds as data sets.</summary>
public sealed class TextAndSoundTests
{
    [Fact]
    public void Pieces_of_a_text_come_with_what_follows()
    {
        var data = new CharacterDataset("abcabd", 3, stride: 2);
        Assert.Equal(("abcd", 2), (data.Vocabulary, data.Count));
        Assert.Equal([0, 1, 2], Integers(data, 0, 0));
        Assert.Equal([1, 2, 0], Integers(data, 0, 1));
        Assert.Equal([0, 1, 3], Integers(data, 1, 1));
        Assert.Contains(
            "'x' (U+0078) is not", Assert.Throws<DatasetException>(() => new CharacterDataset("axb", 1, vocabulary: "ab")).Message,
            StringComparison.Ordinal);
        Assert.Throws<DatasetException>(() => new CharacterDataset("abc", 3));
    }

    [Fact]
    public void Words_are_numbered_by_how_frequent_they_are()
    {
        var data = new WordDataset([("The cat; the CAT, the end.", 0), ("a dog", 1)], 4, maxTokens: 5);
        Assert.Equal(["the", "cat", "end"], data.Vocabulary);
        Assert.Equal(5, data.VocabularySize);
        Assert.Equal([2, 3, 2, 3], Integers(data, 0, 0));
        Assert.Equal([1, 1, 0, 0], Integers(data, 1, 0));
        Assert.Equal([0, 1], ClassLabels.Of(data));
        Assert.Equal([3], Integers(new WordDataset([("cat", 0)], 1, vocabulary: data.Vocabulary), 0, 0));
    }

    [Theory]
    [InlineData(1, 8)]
    [InlineData(1, 16)]
    [InlineData(1, 24)]
    [InlineData(1, 32)]
    [InlineData(3, 32)]
    [InlineData(3, 64)]
    public void Sounds_of_all_widths_are_read(int format, int bits)
    {
        var sound = WavFile.Read(Wav(format, bits, 2, [0.5, -0.25, 0, -1]));
        Assert.Equal((8000, 2), (sound.Rate, sound.Channels));
        Assert.Equal([0.5f, -0.25f, 0, -1], sound.Samples);
        Assert.Equal([0.125f, -0.5f], sound.ToMono());
    }

    [Fact]
    public void A_sound_that_breaks_a_rule_is_refused()
    {
        var whole = Wav(1, 16, 1, [0.5, 0.5]);
        foreach (var (bytes, sentence) in new (byte[], string)[]
            {
                ([1, 2, 3], "begins with RIFF"), (whole[..^2], "4 bytes must follow; there are 2"), (whole[..36], "there must be sound"),
                (Wav(2, 4, 1, []), "it has the format 2 with 4 bits"), (Wav(1, 16, 0, []), "there are 0 channels"),
            })
            Assert.Contains(
                sentence, Assert.Throws<DatasetException>(() => WavFile.Read(bytes, "a.wav")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_of_sounds_are_classes()
    {
        var folder = Directory.CreateTempSubdirectory("bantam-sound-").FullName;
        try
        {
            foreach (var name in (string[])["yes", "no"]) Directory.CreateDirectory(Path.Combine(folder, name));
            File.WriteAllBytes(Path.Combine(folder, "yes", "1.wav"), Wav(1, 16, 2, [0.5, 0.5, 0.25, 0.75]));
            File.WriteAllBytes(Path.Combine(folder, "no", "1.wav"), Wav(1, 16, 1, [0.25, 0.5, -0.5, 0.125]));
            var sounds = AudioFolder.Open(folder, 8000, 3);
            Assert.Equal(["no", "yes"], sounds.Classes);
            Assert.Equal([0, 1], ClassLabels.Of(sounds));
            Assert.Equal([0.25f, 0.5f, -0.5f], Floats(sounds, 0));
            Assert.Equal([0.5f, 0.5f, 0], Floats(sounds, 1));
            Assert.Contains("must have 16000 samples a second; this one has 8000",
                Assert.Throws<DatasetException>(() => Floats(AudioFolder.Open(folder, 16000, 3), 0)).Message, StringComparison.Ordinal);
            Assert.Throws<DatasetException>(() => AudioFolder.Open(Path.Combine(folder, "yes"), 8000, 3));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static byte[] Wav(int format, int bits, int channels, double[] samples)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.ASCII);
        var size = bits / 8;
        writer.Write("RIFF"u8);
        writer.Write(36 + (samples.Length * size));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)format);
        writer.Write((short)channels);
        writer.Write(8000);
        writer.Write(8000 * channels * size);
        writer.Write((short)(channels * size));
        writer.Write((short)bits);
        writer.Write("data"u8);
        writer.Write(samples.Length * size);
        foreach (var sample in samples)
        {
            if (format == 3 && bits == 32) writer.Write((float)sample);
            else if (format == 3) writer.Write(sample);
            else if (bits == 8) writer.Write((byte)((sample * 128) + 128));
            else
            {
                var whole = (long)(sample * Math.Pow(2, bits - 1));
                for (var i = 0; i < size; i++) writer.Write((byte)(whole >> (8 * i)));
            }
        }

        return stream.ToArray();
    }

    private static int[] Integers(IDataset data, int index, int field) =>
        MemoryMarshal.Cast<byte, int>(Bytes(data, index, field)).ToArray();

    private static float[] Floats(IDataset data, int index) => MemoryMarshal.Cast<byte, float>(Bytes(data, index, 0)).ToArray();

    private static byte[] Bytes(IDataset data, int index, int field)
    {
        var bytes = new byte[data.Fields[field].Bytes];
        data.Read(index, field, bytes);
        return bytes;
    }
}
