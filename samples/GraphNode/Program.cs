using System;
using System.Globalization;
using System.Linq;
using System.Numerics.Tensors;
using GraphNodeSample;
using ModelGen.Training;

GraphNet.Batch club = new();
club.Resize(1, Club.Members);
for (int member = 0; member < Club.Members; member++) club.People.Values[(member * Club.Members) + member] = 1; // each is known by himself alone
Club.Friendships().CopyTo(club.Friendships.Values);
club.Truth.Values.Fill(Club.NotTold);
foreach (int member in (int[])[Club.Instructor, Club.President]) club.Truth.Values[member] = Club.Side(member);

GraphNet model = new(seed: 1);
Trainer<GraphNet.Batch> trainer = new(model, new Adam(model.Store, 0.01f, weightDecay: 5e-4f), new TrainerOptions());
for (int step = 1; step <= 300; step++)
{
    float loss = trainer.Step(club);
    if (step % 100 == 0) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"step {step}: loss {loss:0.0000} on the 2 members whose side is told"));
}

Tensor<float> side = model.Predict(club.People.Tensor, club.Friendships.Tensor);
int right = 0;
for (int member = 0; member < Club.Members; member++)
{
    if (member is Club.Instructor or Club.President) continue;
    bool isRight = (side[0, member, 1] > side[0, member, 0] ? 1 : 0) == Club.Side(member);
    if (isRight) right++;
    else Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"member {member + 1} is taken for the other side"));
}

Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{right} of the {Club.Members - 2} others are on the side that they took"));
