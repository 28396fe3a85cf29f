// Finds the sentence that means most nearly the same as a question. It wants a folder with an encoder and its vocabulary: model.onnx and
// vocab.txt of a Sentence-BERT, such as all-MiniLM-L6-v2.
using System.Numerics.Tensors;
using Bantam.Adapters.Embeddings;
using Bantam.Onnx;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

if (args is not [var folder, var question, .. var sentences] || sentences.Length == 0)
{
    Console.Error.WriteLine("Sentences FOLDER QUESTION SENTENCE...   where FOLDER has the files model.onnx and vocab.txt");
    return 2;
}

using IEmbeddingGenerator<string, Embedding<float>> embedder = new SentenceEmbedder(
    Model.Load(Path.Combine(folder, "model.onnx")), BertTokenizer.Create(Path.Combine(folder, "vocab.txt")));
var embeddings = await embedder.GenerateAsync([question, .. sentences]);
var asked = embeddings[0].Vector;
var scored = sentences.Zip(embeddings.Skip(1), (sentence, e) => (sentence, Score: Likeness(asked.Span, e.Vector.Span)));
foreach (var (sentence, score) in scored.OrderByDescending(s => s.Score))
    Console.WriteLine($"{score:F3}  {sentence}");
return 0;

// The cosine of the angle: vectors have the length 1.
static float Likeness(ReadOnlySpan<float> a, ReadOnlySpan<float> b) => TensorPrimitives.Dot(a, b);
