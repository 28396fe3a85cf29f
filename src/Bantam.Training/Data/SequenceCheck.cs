using System.Buffers.Binary;
using Bantam.Tensors;

namespace Bantam.Training.Data;

/// <summary>Finds sequences of labels that no sequence of steps can spell.</summary>
internal static class SequenceCheck
{
    /// <summary>Looks through the sequences of a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="index">The number of the field.</param>
    /// <param name="field">The field: integers, [length].</param>
    /// <param name="blank">The class that fills up a sequence.</param>
    /// <param name="hasSteps">Whether the first number is that of the steps.</param>
    /// <param name="steps">How many steps there are.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <exception cref="DatasetException">A sequence breaks a rule; the message names its sample.</exception>
    public static void Run(BatchReader batch, int index, Field field, int blank, bool hasSteps, int steps, int classes)
    {
        var length = field.Shape.ElementCount;
        var size = field.Bytes / length;
        for (var sample = 0; sample < batch.Count; sample++)
        {
            var bytes = batch[index].Slice(sample * field.Bytes, field.Bytes);
            var first = hasSteps ? 1 : 0;
            var given = hasSteps ? At(bytes, 0) : steps;
            if (given < 1 || given > steps)
                throw Wrong($"the number of steps, the first of a target, must be 1 to {steps}; it is {given}.");
            var (needed, isOver) = (0L, false);
            for (var i = first; i < length; i++)
            {
                var label = At(bytes, i);
                if (label < 0 || label >= classes)
                    throw Wrong($"labels of {classes} classes are 0 to {classes - 1}; one is {label}.");
                if (label == blank) isOver = true;
                else if (isOver)
                    throw Wrong(
                        $"blanks ({blank}) fill up the end of a sequence; label {label} comes after one. Is another class the blank?");
                else needed += i > first && label == At(bytes, i - 1) ? 2 : 1;
            }

            if (needed > given)
                throw Wrong(
                    $"a sequence must have a step for each label and one between equal ones, {needed}; it has {given}. Shorten the " +
                    $"labels, or let the model give more steps.");

            DatasetException Wrong(string problem) => new($"field '{field.Name}'", $"sample {batch.SampleAt(sample)}: {problem}");
        }

        long At(ReadOnlySpan<byte> bytes, int i) => field.Element switch
        {
            ElementType.UInt8 => bytes[i],
            ElementType.Int8 => (sbyte)bytes[i],
            ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(bytes[(i * size)..]),
            ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(bytes[(i * size)..]),
            _ => throw new DatasetException(
                $"field '{field.Name}'", $"sequences of labels are bytes or integers of 32 or 64 bits; these are {field.Element}."),
        };
    }
}
