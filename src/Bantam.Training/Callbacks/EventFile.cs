using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace Bantam.Training.Callbacks;

/// <summary>
/// A file of events as TensorBoard reads it: records with their length, each followed by a masked CRC-32C
/// (https://github.com/tensorflow/tensorboard/blob/master/tensorboard/compat/proto/event.proto and summary.proto).
/// </summary>
internal sealed class EventFile
{
    /// <summary>A histogram's limits grow by this factor, as TensorFlow's do.</summary>
    private const double Growth = 1.1, Least = 1e-12, Most = 1e20;

    private static readonly double[] Limits = MakeLimits();

    private readonly string _path;
    private readonly TimeProvider _clock;
    private readonly ArrayBufferWriter<byte> _pending = new();

    private EventFile(string path, TimeProvider clock) => (_path, _clock) = (path, clock);

    /// <summary>A new file in a folder, which is created where it is missing.</summary>
    public static EventFile Create(string folder, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        Directory.CreateDirectory(folder);
        var name = $"events.out.tfevents.{clock.GetUtcNow().ToUnixTimeSeconds()}.{Guid.NewGuid():N}.bantam";
        var file = new EventFile(Path.Combine(folder, name), clock);
        file.Add(0, message => message.Text(3, "brain.Event:2"));
        file.Flush();
        return file;
    }

    /// <summary>A number of a step.</summary>
    public void AddScalar(string tag, float value, long step) => AddValue(tag, step, message => message.Single(2, value));

    /// <summary>How the elements of a tensor are distributed; those that are not finite are left out.</summary>
    public void AddHistogram(string tag, ReadOnlySpan<float> values, long step)
    {
        var counts = new double[Limits.Length];
        var (least, most, count, sum, squares) = (double.PositiveInfinity, double.NegativeInfinity, 0L, 0.0, 0.0);
        foreach (double value in values)
        {
            if (!double.IsFinite(value)) continue;
            (least, most, count) = (Math.Min(least, value), Math.Max(most, value), count + 1);
            (sum, squares) = (sum + value, squares + (value * value));

            // The first limit that is greater.
            var place = Array.BinarySearch(Limits, value);
            counts[Math.Min(place < 0 ? ~place : place + 1, Limits.Length - 1)]++;
        }

        if (count == 0) return;
        var histogram = new EventMessage();
        histogram.Double(1, least);
        histogram.Double(2, most);
        histogram.Double(3, count);
        histogram.Double(4, sum);
        histogram.Double(5, squares);

        // Only the buckets from the first to the last that hold something.
        var (first, end) = (Array.FindIndex(counts, c => c > 0), Array.FindLastIndex(counts, c => c > 0) + 1);
        if (first > 0) first--;
        histogram.Doubles(6, Limits.AsSpan(first, end - first));
        histogram.Doubles(7, counts.AsSpan(first, end - first));
        AddValue(tag, step, message => message.Message(5, histogram));
    }

    /// <summary>Writes what was added to the disk.</summary>
    public void Flush()
    {
        using var stream = new FileStream(_path, FileMode.Append, FileAccess.Write, FileShare.Read);
        stream.Write(_pending.WrittenSpan);
        _pending.ResetWrittenCount();
    }

    /// <summary>The checksum of TensorFlow's records: rotated and shifted, so that a checksum of checksums is none of zeros.</summary>
    internal static uint MaskedChecksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes) checksum = BitOperations.Crc32C(checksum, value);
        return BitOperations.RotateRight(~checksum, 15) + 0xa282ead8;
    }

    private void AddValue(string tag, long step, Action<EventMessage> content)
    {
        var value = new EventMessage();
        value.Text(1, tag);
        content(value);
        var summary = new EventMessage();
        summary.Message(1, value);
        Add(step, message => message.Message(5, summary));
    }

    private void Add(long step, Action<EventMessage> content)
    {
        var message = new EventMessage();
        message.Double(1, _clock.GetUtcNow().ToUnixTimeMilliseconds() / 1000.0);
        if (step != 0) message.Integer(2, step);
        content(message);
        var bytes = message.ToArray();
        Span<byte> header = stackalloc byte[12], footer = stackalloc byte[4];
        BinaryPrimitives.WriteInt64LittleEndian(header, bytes.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(header[8..], MaskedChecksum(header[..8]));
        BinaryPrimitives.WriteUInt32LittleEndian(footer, MaskedChecksum(bytes));
        _pending.Write(header);
        _pending.Write(bytes);
        _pending.Write(footer);
    }

    private static double[] MakeLimits()
    {
        var positive = new List<double>();
        for (var limit = Least; limit < Most; limit *= Growth) positive.Add(limit);
        positive.Add(double.MaxValue);
        return [.. positive.Select(l => -l).Reverse(), 0, .. positive];
    }
}
