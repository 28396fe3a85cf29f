using System.Text.Json;
using Bantam.Tensors;

namespace Bantam.Training.Tests.Support;

/// <summary>What other libraries compute, as <c>eng/record-training.py</c> and <c>eng/record-training.mjs</c> wrote it down.</summary>
internal static class Recorded
{
    private static readonly JsonElement All = Read("training.json"), Other = Read("tensorflow-training.json");

    /// <summary>The numbers of the rows of a family; a theory runs one after the other.</summary>
    public static IEnumerable<string> Names(string family) => All.GetProperty(family).EnumerateArray().Select(Name).Distinct();

    /// <summary>The rows of one name.</summary>
    public static IEnumerable<JsonElement> Rows(string family, string name) =>
        All.GetProperty(family).EnumerateArray().Where(r => Name(r) == name);

    /// <summary>The row that TensorFlow.js gave for a name; null where it has no such thing.</summary>
    public static JsonElement? TensorFlow(string family, string name) =>
        Other.GetProperty(family).EnumerateArray().Where(r => Name(r) == name).Select(r => (JsonElement?)r).SingleOrDefault();

    /// <summary>A tensor of a row: floats, or integers.</summary>
    public static Tensor Tensor(JsonElement row, string key, bool isWhole = false)
    {
        int[] sizes = [.. row.GetProperty(key).GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())];
        var values = Numbers(row.GetProperty(key).GetProperty("values"));
        return isWhole ? Tensors.Tensor.From([.. values.Select(v => (int)v)], sizes)
            : Tensors.Tensor.From([.. values.Select(v => (float)v)], sizes);
    }

    /// <summary>A list of numbers.</summary>
    public static double[] Numbers(JsonElement list) => [.. list.EnumerateArray().Select(v => v.GetDouble())];

    /// <summary>Numbers are those recorded but for their last digits.</summary>
    public static void AssertClose(double[] expected, IReadOnlyList<float> actual, double relative = 1e-5, double absolute = 1e-6)
    {
        Assert.Equal(expected.Length, actual.Count);
        for (var i = 0; i < expected.Length; i++)
            Assert.True(
                Math.Abs(expected[i] - actual[i]) <= absolute + (relative * Math.Abs(expected[i])),
                $"Number {i} of {expected.Length} must be {expected[i]}; it is {actual[i]}.");
    }

    private static string Name(JsonElement row) => row.GetProperty("name").GetString()!;

    private static JsonElement Read(string file)
    {
        using var stream = typeof(Recorded).Assembly.GetManifestResourceStream(file)!;
        return JsonDocument.Parse(stream).RootElement;
    }
}
