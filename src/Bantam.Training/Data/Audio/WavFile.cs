using System.Buffers.Binary;

namespace Bantam.Training.Data.Audio;

/// <summary>A WAV file: PCM of 8, 16, 24 or 32 bits or floats of 32 or 64, of any number of channels.</summary>
/// <param name="Rate">Samples a second.</param>
/// <param name="Channels">How many channels there are.</param>
/// <param name="Samples">From -1 to 1, the channels of each moment beside each other.</param>
public sealed record WavFile(int Rate, int Channels, float[] Samples)
{
    private const int Pcm = 1, Float = 3, Extensible = 0xFFFE;

    /// <summary>The mean of all channels, a number for each moment.</summary>
    public float[] ToMono()
    {
        if (Channels == 1) return Samples;
        var mono = new float[Samples.Length / Channels];
        for (var i = 0; i < Samples.Length; i++) mono[i / Channels] += Samples[i] / Channels;
        return mono;
    }

    /// <summary>Reads a file.</summary>
    /// <exception cref="DatasetException">It breaks a rule of the format, or is compressed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static WavFile Read(string path) => Read(File.ReadAllBytes(path), Path.GetFileName(path));

    /// <summary>Reads the bytes of a file.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="name">Its name, for messages.</param>
    /// <exception cref="DatasetException">They break a rule of the format, or are compressed.</exception>
    public static WavFile Read(ReadOnlySpan<byte> bytes, string name = "sound")
    {
        if (bytes.Length < 12 || !bytes[..4].SequenceEqual("RIFF"u8) || !bytes[8..12].SequenceEqual("WAVE"u8))
            throw new DatasetException(name, "a WAV file begins with RIFF and WAVE; this one does not.");
        ReadOnlySpan<byte> format = default;
        for (var at = 12; at + 8 <= bytes.Length;)
        {
            var kind = bytes.Slice(at, 4);
            var promised = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(at + 4)..]);
            var body = bytes[(at + 8)..];

            // Programs that write while they record leave the length at 0 or at its highest: the file ends where it ends.
            if (kind.SequenceEqual("data"u8) && promised is 0 or uint.MaxValue) promised = (uint)body.Length;
            if (promised > body.Length)
                throw new DatasetException(name, $"byte {at}: {promised} bytes must follow; there are {body.Length}. The file is cut off.");
            if (kind.SequenceEqual("fmt "u8)) format = body[..(int)promised];
            else if (kind.SequenceEqual("data"u8)) return Decode(format, body[..(int)promised], name);
            at = (int)Math.Min(at + 8L + promised + (promised & 1), bytes.Length);
        }

        throw new DatasetException(name, "there must be sound, a chunk 'data'; there is none.");
    }

    private static WavFile Decode(ReadOnlySpan<byte> format, ReadOnlySpan<byte> data, string name)
    {
        if (format.Length < 16)
            throw new DatasetException(name, $"the chunk 'fmt ' has 16 bytes before the sound; it has {format.Length}.");
        int kind = BinaryPrimitives.ReadUInt16LittleEndian(format), channels = BinaryPrimitives.ReadUInt16LittleEndian(format[2..]);
        if (kind == Extensible && format.Length >= 26) kind = BinaryPrimitives.ReadUInt16LittleEndian(format[24..]);
        var rate = BinaryPrimitives.ReadInt32LittleEndian(format[4..]);
        var bits = (int)BinaryPrimitives.ReadUInt16LittleEndian(format[14..]);
        if (channels < 1 || rate < 1)
            throw new DatasetException(
                name, $"there must be a channel and a rate; there are {channels} channels at {rate} samples a second.");
        if ((kind, bits) is not ((Pcm, 8 or 16 or 24 or 32) or (Float, 32 or 64)))
            throw new DatasetException(
                name, $"sound must be PCM of 8, 16, 24 or 32 bits or floats of 32 or 64; it has the format {kind} with {bits} bits.");
        var size = bits / 8;
        var samples = new float[data.Length / (size * channels) * channels];
        for (var i = 0; i < samples.Length; i++) samples[i] = Sample(data.Slice(i * size, size), kind, bits);
        return new WavFile(rate, channels, samples);
    }

    private static float Sample(ReadOnlySpan<byte> bytes, int kind, int bits) => (kind, bits) switch
    {
        (Float, 32) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        (Float, _) => (float)BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        (_, 8) => (bytes[0] - 128) / 128f,
        (_, 16) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
        (_, 24) => ((bytes[2] << 24) | (bytes[1] << 16) | (bytes[0] << 8)) / 2147483648f,
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f,
    };
}
