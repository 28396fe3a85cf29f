using System.Runtime.InteropServices;
using Bantam.Tensors;
using Bantam.Training.Data;
using Bantam.Training.Data.Tables;
using Bantam.Training.Layers;
using Bantam.Training.Losses;
using Bantam.Training.Optimizers;
using Bantam.Training.Running;

namespace Bantam.Training.Tests.Data;

/// <summary>Tables: what their columns are, and models of them.</summary>
public sealed class TableDatasetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("bantam-table-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Columns_are_typed_by_their_cells()
    {
        var table = TableDataset.LoadCsv(Write(Passengers()), "survived");
        Assert.Equal(
            "id: Ignored, name: Ignored, age: Number, port: Category of 2, fare: Number", string.Join(", ", table.Schema.Columns));
        Assert.Equal(["no", "yes"], table.Classes);
        Assert.Equal(60, table.Count);
        Assert.Equal("features: Float[2], port: Int32[], survived: Int32[]", string.Join(", ", table.Fields));
        Assert.Equal([20, 0.5f], Floats(table, 0, 0));
        Assert.True(float.IsNaN(Floats(table, 5, 0)[0]));
        Assert.Equal([1, 0, 2], Enumerable.Range(0, 3).Select(i => Integer(table, i, 1)));
        Assert.Equal(60 / 12, table.Schema.Numbers[0].Missing);
    }

    [Theory]
    [InlineData("a,b\n1,x\n2,\"y, \"\"z\"\"\"\n", "y, \"z\"")]
    [InlineData("a;b\r\n1;x\r\n\r\n2;\"y\nz\"\r\n", "y\nz")]
    [InlineData("a\tb\n1\tx\n2\ty", "y")]
    [InlineData("a|b\r1|x\r2|y z\r", "y z")]
    public void Cells_may_be_quoted_and_separators_are_found(string text, string second)
    {
        var table = TableDataset.LoadCsv(Write(text), "b");
        Assert.Equal(["x", second], table.Classes.Order(StringComparer.Ordinal));
        Assert.Equal([1, 2], Enumerable.Range(0, 2).Select(i => Floats(table, i, 0)[0]));
    }

    [Theory]
    [InlineData("", "the file is empty")]
    [InlineData("a,b\n1,2\n1,2,3\n", "line 3: there must be a cell for each of 2 columns; there are 3")]
    [InlineData("a,a\n1,2\n", "names of columns must be unique; 'a' is there 2 times")]
    [InlineData("a,b\n1,\"2\n", "line 2: a quote must be closed")]
    [InlineData("a,c\n1,2\n", "the label must be a column; 'b' is none of a, c")]
    [InlineData("a,b\n1,\n2,?\n", "there must be a row with a label")]
    public void A_row_that_breaks_a_rule_is_named(string text, string sentence) =>
        Assert.Contains(sentence, Assert.Throws<DatasetException>(() => TableDataset.LoadCsv(Write(text), "b")).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Another_file_is_read_with_the_same_columns()
    {
        var table = TableDataset.LoadCsv(Write(Passengers()), "survived");
        var schema = TableSchema.FromJson(table.Schema.ToJson())!;
        Assert.Equal(table.Schema.Classes, schema.Classes);
        Assert.Equal("age: Number, port: Category of 2, fare: Number", string.Join(", ", schema.Columns));
        var other = TableDataset.LoadCsv(Write("survived,fare,port,age\nyes,3,Rome,NA\nno,1,Oslo,7\n"), schema);
        Assert.Equal([1, 0], ClassLabels.Of(other));
        Assert.Equal([0, 1], Enumerable.Range(0, 2).Select(i => Integer(other, i, 1)));
        Assert.Equal([7, 1], Floats(other, 1, 0));
        var missing = Assert.Throws<DatasetException>(() => TableDataset.LoadCsv(Write("survived,fare\nyes,1\n"), schema));
        Assert.Contains("a column 'age' must be there", missing.Message, StringComparison.Ordinal);
        var text = Assert.Throws<DatasetException>(
            () => TableDataset.LoadCsv(Write("survived,fare,port,age\nyes,much,Oslo,1\n"), schema));
        Assert.Contains("line 2, column 'fare': cells are numbers; this one is 'much'", text.Message, StringComparison.Ordinal);
        Assert.Null(TableSchema.FromJson("{}"));
        Assert.Null(TableSchema.FromJson("no json"));
    }

    [Fact]
    public async Task A_classifier_learns_with_missing_values_and_takes_raw_ones()
    {
        var table = TableDataset.LoadCsv(Write(Passengers()), "survived");
        var (inputs, features) = table.Features();
        var model = new Model(inputs, [new Dense(2).Apply(new Dense(8, Activations.Relu).Apply(features))]) { Seed = 1 };
        var trainer = new Trainer(model, new SparseCategoricalCrossentropy(fromLogits: true), new Adam(0.02f));
        var history = await trainer.FitAsync(
            table.Shuffle(1).Batch(15), 60, cancellationToken: TestContext.Current.CancellationToken);
        Assert.InRange(history.Epochs[^1].Values["accuracy"], 0.95, 1);
        var scores = model.Predict([Tensor.From([float.NaN, 0.5f, 20f, 9.5f], 2, 2), Tensor.From([1, 0], 2)])[0].ToArray<float>();
        Assert.All(scores, score => Assert.True(float.IsFinite(score)));
        Assert.True(scores[0] > scores[1] && scores[2] < scores[3]);
    }

    [Fact]
    public void A_label_of_many_numbers_is_a_number()
    {
        var rows = Enumerable.Range(0, 50).Select(i => (IReadOnlyList<string?>)[$"{i % 9}", $"{i * 0.5}"]);
        var table = TableDataset.From("made", ["x", "y"], rows, "y");
        Assert.Null(table.Schema.Classes);
        Assert.Equal("features: Float[1], y: Float[1]", string.Join(", ", table.Fields));
        Assert.Equal([24.5f], Floats(table, 49, 1));
        Assert.Equal(50, TableDataset.From("made", ["x", "y"], rows, "y", new() { IsClassLabel = true }).Classes.Count);
    }

    /// <summary>Who paid more than five survived; every twelfth age is missing.</summary>
    private static string Passengers() => "id,name,age,port,fare,survived\n" + string.Concat(Enumerable.Range(0, 60).Select(i =>
        $"{i},\"Name, {i}\",{(i % 12 == 5 ? "NA" : $"{20 + (i % 30)}")},{(i % 3) switch { 0 => "Oslo", 1 => "", _ => "Paris" }}," +
        $"{(i % 10) + 0.5},{(i % 10 > 4 ? "yes" : "no")}\n"));

    private string Write(string text)
    {
        var path = Path.Combine(_folder, $"{Guid.NewGuid():N}.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private static float[] Floats(IDataset data, int index, int field) =>
        MemoryMarshal.Cast<byte, float>(Bytes(data, index, field)).ToArray();

    private static int Integer(IDataset data, int index, int field) => MemoryMarshal.Read<int>(Bytes(data, index, field));

    private static byte[] Bytes(IDataset data, int index, int field)
    {
        var bytes = new byte[data.Fields[field].Bytes];
        data.Read(index, field, bytes);
        return bytes;
    }
}
