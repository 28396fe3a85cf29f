using Bantam.Samples.Learning;

// dotnet run -c release --project samples/Learning -- NAME [--epochs N] [--samples N] [--data FOLDER] [--out FOLDER] [--seed N]
var samples = new Dictionary<string, Func<SampleOptions, Task>>
{
    ["xor"] = Xor.RunAsync,
    ["species"] = Species.RunAsync,
    ["regression"] = Regression.RunAsync,
    ["autoencoder"] = Autoencoder.RunAsync,
    ["writer"] = Writer.RunAsync,
    ["melodies"] = Melodies.RunAsync,
    ["forecast"] = Forecast.RunAsync,
    ["balance"] = Balance.RunAsync,
    ["gan"] = Gan.RunAsync,
    ["word2vec"] = Word2Vec.RunAsync,
    ["pictures"] = Pictures.RunAsync,
    ["transfer"] = Transfer.RunAsync,
};
if (args is not [var name, .. var rest] || !samples.TryGetValue(name, out var run))
{
    Console.Error.WriteLine($"Learning {string.Join('|', samples.Keys)} {SampleOptions.Usage}");
    return 2;
}

if (SampleOptions.Parse(rest) is not { } options) return 2;
await run(options);
return 0;
