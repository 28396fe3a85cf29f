using Bantam.Tensors;

namespace Bantam.Operators.Transformer;

/// <summary>An <see cref="Attention"/> by plain loops.</summary>
internal sealed class AttentionLoops(Attention attention, IReadOnlyList<NdArray?> inputs, IReadOnlyList<TensorType> outputs)
{
    private readonly NdArray[] _results = [.. outputs.Select(o => new NdArray(o))];

    /// <summary>The outputs.</summary>
    public NdArray[] Run()
    {
        Join(1, Attention.PastKey);
        Join(2, Attention.PastValue);
        var (scores, keys) = (_results[3], _results[1]);
        for (var batch = 0; batch < scores.Sizes[0]; batch++)
            for (var head = 0; head < scores.Sizes[1]; head++)
                for (var query = 0; query < scores.Sizes[2]; query++)
                    Attend(batch, head, head / (scores.Sizes[1] / keys.Sizes[1]), query);
        return _results;
    }

    /// <summary>What is there now behind what was there before.</summary>
    private void Join(int index, int past)
    {
        var (joined, before) = (_results[index], inputs.ElementAtOrDefault(past));
        joined.ForEach((at, offset) =>
        {
            var (first, place) = (before?.Sizes[2] ?? 0, at[2]);
            joined.Elements[offset] = place < first ? before![at] : At(inputs[index]!, at[0], at[1], place - first, at[3], joined.Sizes[1]);
        });
    }

    private void Attend(int batch, int head, int shared, int query)
    {
        var (q, keys, values, count) = (inputs[0]!, _results[1], _results[2], _results[3].Sizes[3]);
        var width = keys.Sizes[3];
        var scale = attention.Scale ?? 1 / Math.Sqrt(width);
        var (masked, probabilities) = (new double[count], new double[count]);
        for (var key = 0; key < count; key++)
        {
            var score = 0.0;
            for (var i = 0; i < width; i++)
                score += At(q, batch, head, query, i, _results[3].Sizes[1]) * keys[batch, shared, key, i] * scale;
            if (attention.Scores == AttentionScores.Products) _results[3][batch, head, query, key] = score;
            if (attention.Softcap != 0) score = Math.Tanh(score / attention.Softcap) * attention.Softcap;
            if (attention.Scores == AttentionScores.Capped) _results[3][batch, head, query, key] = score;
            masked[key] = IsSeen(batch, query, key) ? score + Bias(batch, head, query, key) : double.NegativeInfinity;
            if (attention.Scores == AttentionScores.Masked) _results[3][batch, head, query, key] = masked[key];
        }

        var largest = masked.DefaultIfEmpty(double.NegativeInfinity).Max();
        if (!double.IsNegativeInfinity(largest))
        {
            var sum = masked.Sum(m => Math.Exp(m - largest));
            for (var key = 0; key < count; key++) probabilities[key] = Math.Exp(masked[key] - largest) / sum;
        }

        for (var key = 0; key < count; key++)
        {
            if (attention.Scores == AttentionScores.Probabilities) _results[3][batch, head, query, key] = probabilities[key];
            for (var i = 0; i < values.Sizes[3]; i++)
                At(_results[0], batch, head, query, i, _results[3].Sizes[1]) += probabilities[key] * values[batch, shared, key, i];
        }
    }

    private bool IsSeen(int batch, int query, int key)
    {
        var lengths = inputs.ElementAtOrDefault(Attention.Lengths)?.ToIntegers();
        var own = query + (inputs.ElementAtOrDefault(Attention.PastKey)?.Sizes[2] ?? 0);
        if (lengths is not null) own += lengths[batch] - _results[3].Sizes[2];
        return (!attention.IsCausal || key <= own)
            && (attention.LeftWindow < 0 || key >= own - attention.LeftWindow)
            && (attention.RightWindow < 0 || key <= own + attention.RightWindow)
            && (lengths is null || key < lengths[batch]);
    }

    /// <summary>What the mask adds; keys behind its end are not seen.</summary>
    private double Bias(int batch, int head, int query, int key)
    {
        if (inputs.ElementAtOrDefault(Attention.Mask) is not { } mask) return 0;
        if (key >= mask.Sizes[^1]) return double.NegativeInfinity;
        var place = mask.Broadcast([batch, head, query, key]);
        return mask.Type.Element != ElementType.Bool ? mask.Elements[place] : mask.Elements[place] != 0 ? 0 : double.NegativeInfinity;
    }

    /// <summary>An element of a tensor whose heads have an axis, or lie side by side.</summary>
    private static ref double At(NdArray x, int batch, int head, int place, int feature, int heads)
    {
        if (x.Rank == 4) return ref x[batch, head, place, feature];
        return ref x[batch, place, (head * (x.Sizes[2] / heads)) + feature];
    }
}
