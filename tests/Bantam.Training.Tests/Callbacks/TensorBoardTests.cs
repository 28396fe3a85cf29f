using System.Buffers.Binary;
using System.Text;
using Bantam.Tensors;
using Bantam.Training.Callbacks;
using Bantam.Training.Data;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Training.Tests.Callbacks;

/// <summary>Event files, read back by a reader that shares nothing with the writer.</summary>
public sealed class TensorBoardTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>The check value of CRC-32C, and what its mask makes of it.</summary>
    [Fact]
    public void The_checksum_is_a_masked_Castagnoli()
    {
        Assert.Equal(0xE3069283, Checksum("123456789"u8));
        var masked = ((0xE3069283 >> 15) | (0xE3069283 << 17)) + 0xa282ead8;
        Assert.Equal(masked, EventFile.MaskedChecksum("123456789"u8));
    }

    [Fact]
    public async Task Epochs_batches_and_weights_are_events()
    {
        var model = new Sequential(new Dense(1)) { Seed = 1 };
        var data = new ArrayDataset(("x", Tensor.From([1f, 2f, 3f], 3, 1)), ("y", Tensor.From([2f, 3f, 4f], 3, 1)));
        var history = await new Trainer(model, new MeanSquaredError(), new SGD(0.1f)).FitAsync(
            data.Batch(2), 3, data.Batch(3), [new TensorBoard(_folder.FullName, histogramFrequency: 2, writesBatches: true)],
            cancellationToken: TestContext.Current.CancellationToken);

        var training = Read("train");
        Assert.Equal("brain.Event:2", Encoding.UTF8.GetString((byte[])training[0][3]));
        var scalars = training.Skip(1).Select(Scalar).Where(s => s.Value is not null).ToArray();
        Assert.Equal(
            history.Epochs.Select(e => ("epoch_loss", (long)e.Epoch, (float?)e.Loss)), scalars.Where(s => s.Tag == "epoch_loss"));
        Assert.Equal([1L, 2, 3, 4, 5, 6], scalars.Where(s => s.Tag == "batch_loss").Select(s => s.Step));
        Assert.All(scalars.Where(s => s.Tag == "epoch_learning_rate"), s => Assert.Equal(0.1f, s.Value));
        Assert.Equal(
            history.Epochs.Select(e => ("epoch_loss", (long)e.Epoch, (float?)e.ValidationLoss)), Read("validation").Skip(1).Select(Scalar));

        var histograms = training.Skip(1).Select(Value).Where(v => v.Fields.ContainsKey(5)).ToArray();
        Assert.Equal(
            ["dense/kernel/histogram", "dense/bias/histogram", "dense/kernel/histogram", "dense/bias/histogram"],
            histograms.Select(h => Encoding.UTF8.GetString((byte[])h.Fields[1])));
        var kernel = Fields((byte[])histograms[2].Fields[5]);
        var weight = model.Variables.First().Value.ToArray<float>()[0];
        Assert.Equal((weight, weight, 1.0), ((float)(double)kernel[1], (float)(double)kernel[2], (double)kernel[3]));
        var (limits, counts) = (Doubles(kernel[6]), Doubles(kernel[7]));
        Assert.Equal((limits.Length, 1.0), (counts.Length, counts.Sum()));
        var place = Array.IndexOf(counts, 1.0);
        Assert.True(weight < limits[place] && (place == 0 || weight >= limits[place - 1]));
    }

    private static (string Tag, long Step, float? Value) Scalar(Dictionary<int, object> record)
    {
        var (step, fields) = Value(record);
        return (Encoding.UTF8.GetString((byte[])fields[1]), step, fields.TryGetValue(2, out var value) ? (float)value : null);
    }

    private static (long Step, Dictionary<int, object> Fields) Value(Dictionary<int, object> record) =>
        (record.TryGetValue(2, out var step) ? (long)step : 0, Fields((byte[])Fields((byte[])record[5])[1]));

    private List<Dictionary<int, object>> Read(string folder)
    {
        var file = Assert.Single(Directory.GetFiles(Path.Combine(_folder.FullName, folder), "events.out.tfevents.*"));
        var bytes = File.ReadAllBytes(file).AsSpan();
        var records = new List<Dictionary<int, object>>();
        while (bytes.Length > 0)
        {
            var length = (int)BinaryPrimitives.ReadInt64LittleEndian(bytes);
            Assert.Equal(Masked(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            var content = bytes.Slice(12, length);
            Assert.Equal(Masked(content), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            records.Add(Fields(content));
            bytes = bytes[(16 + length)..];
        }

        return records;
    }

    private static Dictionary<int, object> Fields(ReadOnlySpan<byte> bytes)
    {
        var fields = new Dictionary<int, object>();
        while (bytes.Length > 0)
        {
            var key = (int)Number(ref bytes);
            switch (key & 7)
            {
                case 0:
                    fields[key >> 3] = Number(ref bytes);
                    break;
                case 1:
                    fields[key >> 3] = BinaryPrimitives.ReadDoubleLittleEndian(bytes);
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Number(ref bytes);
                    fields[key >> 3] = bytes[..length].ToArray();
                    bytes = bytes[length..];
                    break;
                default:
                    fields[key >> 3] = BinaryPrimitives.ReadSingleLittleEndian(bytes);
                    bytes = bytes[4..];
                    break;
            }
        }

        return fields;
    }

    private static long Number(ref ReadOnlySpan<byte> bytes)
    {
        var (value, shift) = (0L, 0);
        while (true)
        {
            var part = bytes[0];
            bytes = bytes[1..];
            value |= (long)(part & 0x7f) << shift;
            if (part < 0x80) return value;
            shift += 7;
        }
    }

    private static double[] Doubles(object packed) =>
        [.. ((byte[])packed).Chunk(8).Select(b => BinaryPrimitives.ReadDoubleLittleEndian(b))];

    private static uint Masked(ReadOnlySpan<byte> bytes)
    {
        var checksum = Checksum(bytes);
        return ((checksum >> 15) | (checksum << 17)) + 0xa282ead8;
    }

    /// <summary>Bit by bit.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var checksum = uint.MaxValue;
        foreach (var value in bytes)
        {
            checksum ^= value;
            for (var bit = 0; bit < 8; bit++) checksum = (checksum >> 1) ^ ((checksum & 1) * 0x82F63B78);
        }

        return ~checksum;
    }
}
