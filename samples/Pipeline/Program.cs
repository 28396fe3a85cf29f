// A pipeline of scikit-learn in .NET: scaling and logistic regression, fitted by make.py, classify irises.
using System.Globalization;
using Bantam.Onnx;
using Bantam.Tensors;

var model = Model.Load(Path.Combine(AppContext.BaseDirectory, "pipeline.onnx"));
var rows = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "expected.csv")).Select(line => line.Split(',')).ToArray();
float[] features = [.. rows.SelectMany(row => row.Take(4)).Select(cell => float.Parse(cell, CultureInfo.InvariantCulture))];

var outputs = model.Run(("X", Tensor.From(features, rows.Length, 4)));
var labels = outputs["label"].Strings;
var probabilities = outputs["probabilities"].ToArray<float>();
var agreeing = 0;
for (var i = 0; i < rows.Length; i++)
{
    var expected = rows[i][4];
    if (labels[i] == expected) agreeing++;
    Console.WriteLine($"{string.Join(' ', rows[i].Take(4)),-16} {labels[i],-12} {probabilities[(3 * i)..(3 * (i + 1))].Max():P1}");
}

Console.WriteLine($"{agreeing} of {rows.Length} labels are those of scikit-learn.");
return agreeing == rows.Length ? 0 : 1;
